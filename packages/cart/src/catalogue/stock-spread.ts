import { cartError } from "../cart-error.ts";

const MAX_UNITS = 1_000_000_000;

/**
 * How many of `units` each of `shards` counters gets: they differ by 1 at the most. Pure.
 *
 * @example
 * spreadEvenly(10, 4); // → [3, 3, 2, 2]
 */
export function spreadEvenly(units: number, shards: number): number[] {
  const each = Math.floor(units / shards);
  return Array.from({ length: shards }, (_, shard) => each + (shard < units % shards ? 1 : 0));
}

/** @throws SpillwayError QUANTITY_INVALID unless it is a whole number from `min` to 1,000,000,000 */
export function checkUnits(units: number, { min }: { readonly min: number }): void {
  if (Number.isInteger(units) && units >= min && units <= MAX_UNITS) return;
  throw cartError(
    "QUANTITY_INVALID",
    `expected a whole number of units from ${min} to ${MAX_UNITS}; came ${units}`,
  );
}
