const MS_PER_SECOND = 1_000;
/** The last millisecond that a date can be. */
const MAX_MS = 8.64e15;
const EPOCH = "1970-01-01T00:00:00.000Z";

let last = { seconds: 0, text: EPOCH };

/**
 * `ApproximateCreationDateTime` as ISO 8601.
 *
 * @param seconds since 1970; what is no time gives 1970, which is a day of its own in the audit log
 */
export function recordTime(seconds: unknown): string {
  if (seconds === last.seconds) return last.text;
  if (typeof seconds !== "number") return EPOCH;
  const ms = Math.round(seconds * MS_PER_SECOND);
  if (!(Math.abs(ms) <= MAX_MS)) return EPOCH;
  last = { seconds, text: new Date(ms).toISOString() };
  return last.text;
}
