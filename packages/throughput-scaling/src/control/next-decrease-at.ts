const NEXT = /Next decrease can be made at ([^.]+)/;

/**
 * When DynamoDB allows the next decrease, as its LimitExceededException says:
 * "Next decrease can be made at Wednesday, March 4, 2026 3:00:00 PM UTC."
 *
 * @returns milliseconds since 1970; undefined where the message names no such time
 * @example
 * nextDecreaseAtOf("… Next decrease can be made at Wednesday, March 4, 2026 3:00:00 PM UTC");
 * // → 1772636400000
 */
export function nextDecreaseAtOf(message: string): number | undefined {
  const text = NEXT.exec(message)?.[1];
  if (text === undefined) return undefined;
  // Without the day of the week, which Date does not check anyway.
  const timeMs = Date.parse(text.replace(/^[A-Za-z]+,\s*/, "").trim());
  return Number.isNaN(timeMs) ? undefined : timeMs;
}
