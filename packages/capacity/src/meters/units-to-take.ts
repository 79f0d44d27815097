/**
 * How many of `units` can be taken where `available` are left, which a debt can bring below 0. Units
 * that no bucket takes (below 0, NaN) stay as they are, for the bucket to refuse.
 */
export function unitsToTake(available: number, units: number): number {
  return Math.min(units, Math.max(0, available));
}
