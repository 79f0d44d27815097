import type { AttributeMap } from "@spillway/item";
import type { ChangeEvent } from "../../src/change-event.ts";

/** A write to one item: what it is made to, or nothing. */
export interface Write {
  /** Milliseconds since 1970; not before the write before it. */
  readonly atMs: number;
  /** Without its keys; undefined deletes it. */
  readonly item: AttributeMap | undefined;
}

export const KEYS: AttributeMap = { id: { S: "u1" } };

/** What DynamoDB's stream would say of writes to one item that is not there at first. */
export function changesOf(writes: readonly Write[]): ChangeEvent[] {
  const changes: ChangeEvent[] = [];
  let item: AttributeMap | undefined;
  for (const [n, write] of writes.entries()) {
    const next = write.item && { ...KEYS, ...write.item };
    const type = item === undefined ? "insert" : next === undefined ? "remove" : "modify";
    // A write that changes nothing has no record.
    if (JSON.stringify(item) !== JSON.stringify(next)) {
      changes.push({
        ...{ eventId: `event-${n}`, type, by: "caller", table: "users", region: "us-east-1" },
        ...{ keys: KEYS, changedAttributes: [], sizeBytes: 10 },
        ...(item === undefined ? {} : { oldImage: item }),
        ...(next === undefined ? {} : { newImage: next }),
        at: new Date(Math.floor(write.atMs / 1_000) * 1_000).toISOString(),
        // Numbers that are not in order as texts.
        sequenceNumber: String(99_990 + n * 7),
      });
    }
    item = next;
  }
  return changes;
}
