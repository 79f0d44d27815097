/**
 * The value of a TTL attribute: the second, counted from 1970, after which DynamoDB may delete the
 * item. It does so within a few days and without write units.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 * @example
 * expiresAt(1_700_000_000_000, 3_600); // → 1_700_003_600
 */
export function expiresAt(nowMs: number, ttlSeconds: number): number {
  return Math.floor(nowMs / 1_000) + ttlSeconds;
}
