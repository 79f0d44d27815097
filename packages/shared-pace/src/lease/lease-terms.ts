/** The least that is bought where all is wanted: so nobody can buy more than 100 times a second. */
export const LEAST_SLOT_MS = 10;
const SHORTEST_LEASE_MS = 1_000;
/** From 1,000 buyers on they buy oftener than 100 times a second, all together. */
export const LONGEST_LEASE_MS = 10_000;

/**
 * How long it takes until all buyers have had their turn, in milliseconds: the more they are, the longer,
 * so that all together buy at most 100 times a second.
 *
 * @example
 * leaseMs(9); // 1000
 * leaseMs(500); // 5000
 */
export function leaseMs(buyers: number): number {
  return Math.min(LONGEST_LEASE_MS, Math.max(SHORTEST_LEASE_MS, buyers * LEAST_SLOT_MS));
}
