import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { ScalingMemory } from "../rules/scaling-decision.ts";
import type { ScalingActor, ScalingEvent, ScalingLease, ScalingState } from "./scaling-store.ts";

type Item = Record<string, AttributeValue>;

/** How long an event is kept, in milliseconds: 90 days. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** What the sort keys of events begin with; the id of a later one is greater. */
export const EVENT_PREFIX = "EVENT#";

/** The key of what is known of a table. */
export function stateKey(table: string): Item {
  return { pk: { S: partitionOf(table) }, sk: { S: "STATE" } };
}

/** The partition of a table's state and history. */
export function partitionOf(table: string): string {
  return `TABLE#${table}`;
}

/** The state as its item has it; of no item: nothing is known. */
export function stateOf(table: string, item: Item | undefined): ScalingState {
  const { memory, raised_at: raisedAt, lease_owner: owner, lease_until: until } = item ?? {};
  return {
    memory: memory?.S === undefined ? { resources: {} } : (JSON.parse(memory.S) as ScalingMemory),
    ...(raisedAt?.N === undefined ? {} : { raisedAtMs: Number(raisedAt.N) }),
    ...(owner?.S === undefined || until?.N === undefined
      ? {}
      : { lease: { table, owner: owner.S, untilMs: Number(until.N) } satisfies ScalingLease }),
  };
}

/** An event as an item, with the time at which TTL deletes it. */
export function eventItem(event: ScalingEvent): Item {
  const { id, table, atMs, by, steps, refused } = event;
  return {
    pk: { S: partitionOf(table) },
    sk: { S: `${EVENT_PREFIX}${id}` },
    at: { N: String(atMs) },
    by: { S: by },
    steps: { S: JSON.stringify(steps) },
    ...(refused === undefined ? {} : { refused: { S: refused } }),
    expires_at: { N: String(Math.ceil((atMs + KEPT_MS) / 1_000)) },
  };
}

/** An event as its item has it. */
export function eventOf(table: string, item: Item): ScalingEvent {
  return {
    id: (item.sk?.S ?? "").slice(EVENT_PREFIX.length),
    table,
    atMs: Number(item.at?.N),
    by: item.by?.S as ScalingActor,
    steps: JSON.parse(item.steps?.S ?? "[]") as ScalingEvent["steps"],
    ...(item.refused?.S === undefined ? {} : { refused: item.refused.S }),
  };
}
