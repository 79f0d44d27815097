/**
 * Which of two sequence numbers comes first in a stream: negative for the first, positive for the other, 0 for the
 * same. They are whole numbers in decimal, too long for a double.
 *
 * @example
 * compareSequenceNumbers("999", "1000") // negative
 */
export function compareSequenceNumbers(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
