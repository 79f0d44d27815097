import {
  NOTHING_KNOWN,
  type ScalingEvent,
  type ScalingState,
  type ScalingStore,
} from "./scaling-store.ts";

/** As many events of each table are kept. */
const KEPT_EVENTS = 1_000;

/**
 * Remembers in this process only: for tests, and for who has no state table. Two processes do not see
 * each other's leases; what DynamoDB says of a table's last increase keeps them from raising twice,
 * within the difference of their clocks.
 */
export function memoryScalingStore(): ScalingStore {
  const states = new Map<string, ScalingState>();
  const events = new Map<string, readonly ScalingEvent[]>();
  const stateOf = (table: string) => states.get(table) ?? NOTHING_KNOWN;
  return {
    async read(table) {
      return stateOf(table);
    },
    async acquire(lease, nowMs) {
      const state = stateOf(lease.table);
      const held = state.lease;
      if (held !== undefined && held.owner !== lease.owner && held.untilMs > nowMs)
        return undefined;
      states.set(lease.table, { ...state, lease });
      return state;
    },
    async release(lease, changed) {
      const { lease: held, ...state } = stateOf(lease.table);
      if (held?.owner !== lease.owner) return false;
      states.set(lease.table, { ...state, ...changed });
      return true;
    },
    async record(event) {
      const kept = events.get(event.table) ?? [];
      events.set(event.table, [event, ...kept].slice(0, KEPT_EVENTS));
    },
    async history(table, limit) {
      return (events.get(table) ?? []).slice(0, limit);
    },
  };
}
