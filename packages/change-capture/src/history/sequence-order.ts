/**
 * Compares sequence numbers as numbers: they have more digits than a number of JavaScript holds.
 *
 * @param one digits, without leading zeros
 * @returns below 0 when `one` is the earlier
 * @example
 * ["100", "99"].sort(compareSequenceNumbers); // → ["99", "100"]
 */
export function compareSequenceNumbers(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : Number(one > other);
}
