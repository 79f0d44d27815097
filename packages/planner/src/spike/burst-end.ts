/** What one invocation of a strategy's function did with its records: each is one of these. */
export interface BurstEnd {
  /** In the table, or replaced there by a later record of its key. */
  readonly written: number;
  readonly failed: number;
  /** Left to the queue. */
  readonly queued: number;
}
