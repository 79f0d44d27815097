/**
 * The value that a share of all values does not exceed: the nearest rank.
 *
 * @param share above 0, to 1
 * @returns undefined of none
 * @example
 * percentile([30, 10, 20], 0.5); // → 20
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1];
}
