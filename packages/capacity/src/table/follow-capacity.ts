import type { Clock } from "@spillway/pacing";
import type { TableShape } from "./table-shape.ts";

/** How often a table is asked for its capacity, in milliseconds. Auto scaling looks every minute. */
const EVERY_MS = 60_000;

export interface FollowCapacityOptions {
  readonly describe: () => Promise<TableShape>;
  readonly pacer: { update(table: TableShape): void };
  readonly clock: Clock;
  /** When it aborts, it ends. */
  readonly signal: AbortSignal;
}

/**
 * Tells a pacer of a table's capacity while a load or a scan runs: auto scaling raises it because of the
 * load, and lowers it elsewhere. A question that fails is passed over; the throttles tell as well.
 */
export async function followCapacity(options: FollowCapacityOptions): Promise<void> {
  const { describe, pacer, clock, signal } = options;
  for (;;) {
    await clock.sleep(EVERY_MS, signal).catch(() => undefined);
    if (signal.aborted) return;
    const table = await describe().catch(() => undefined);
    if (table !== undefined && !signal.aborted) pacer.update(table);
  }
}
