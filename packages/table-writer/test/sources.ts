import type { PlainRecord } from "@spillway/item";
import type { SourceRecord } from "@spillway/records";
import type { SourceDelete } from "../src/index.ts";

/** Records with positions, as a source yields them. */
export function sourceOf(records: readonly PlainRecord[]): SourceRecord[] {
  return records.map((record, index) => ({
    ok: true,
    record,
    position: { line: index + 1, index },
  }));
}

/** Deletes of the items that have the keys of these records. */
export function deletesOf(records: readonly PlainRecord[]): SourceDelete[] {
  return records.map((record, index) => ({
    ok: true,
    delete: record,
    position: { line: index + 1, index },
  }));
}

/** `count` records of different keys: k0, k1, … */
export function keyed(count: number): SourceRecord[] {
  return sourceOf(Array.from({ length: count }, (_, n) => ({ pk: `k${n}`, n })));
}

export async function* asynchronously<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}
