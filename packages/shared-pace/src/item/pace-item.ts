/**
 * What all who share a pace know of each other: of each resource the time up to which it has been sold.
 * Times are in milliseconds, whole ones, by the clock of whichever buyer's runs ahead of all others'.
 * It has as many numbers as there are resources, however many buyers there are.
 */
export interface PaceItem {
  /** The time that the last buyer had. */
  readonly at: number;
  /** The epoch in which buyers are counted. */
  readonly epoch: number;
  /** Buyers that were counted in it so far. */
  readonly buyers: number;
  /** Buyers that were counted in the one before. */
  readonly buyersBefore: number;
  /** By the resource's name; the table's is empty. */
  readonly soldUntil: Readonly<Record<string, number>>;
  /** The id of what was given back last, so that a request that is repeated gives nothing back twice. */
  readonly givenBack?: string;
}

/**
 * The key of the item that all who write a table take their time from.
 *
 * @example
 * paceItemKey("Users"); // { pk: "PACE#Users", sk: "PACE" }
 * paceItemKey("JOB#1"); // that of a job's own line
 */
export function paceItemKey(name: string): { readonly pk: string; readonly sk: string } {
  return { pk: `PACE#${name}`, sk: "PACE" };
}

/** How long buyers are counted: at least as long as the longest lease, so that each buys once in it. */
export const EPOCH_MS = 20_000;

export function epochAt(nowMs: number): number {
  return Math.floor(nowMs / EPOCH_MS);
}

/** How many share the pace, at least one: those of this epoch so far, or of the one before if they were more. */
export function buyersOf(item: PaceItem, epoch: number): number {
  if (item.epoch >= epoch) return Math.max(1, item.buyers, item.buyersBefore);
  return Math.max(1, item.epoch === epoch - 1 ? item.buyers : 0);
}
