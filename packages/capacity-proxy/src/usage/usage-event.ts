/**
 * What one table, or one of its global indexes, used in one second: the numbers that DynamoDB puts
 * into CloudWatch.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export interface UsageEvent extends UsageCounts {
  /** When the second began, in ms since 1970; a whole second. */
  readonly at: number;
  readonly region: string;
  readonly table: string;
  /** The global index; absent for the table itself. */
  readonly index?: string;
  /** Provisioned write units a second at the end of that second; absent on demand. */
  readonly provisionedWriteUnits?: number;
  /** Provisioned read units a second at the end of that second; absent on demand. */
  readonly provisionedReadUnits?: number;
}

/** The counts of a usage event; each may be summed over seconds. */
export interface UsageCounts {
  /** `ConsumedWriteCapacityUnits`: units of writes that the engine has done. */
  readonly consumedWriteUnits: number;
  /** `ConsumedReadCapacityUnits`: units of reads that the engine has answered. */
  readonly consumedReadUnits: number;
  /** `WriteThrottleEvents`: one for each refused item, at each table or index that refused it. */
  readonly writeThrottleEvents: number;
  /** `ReadThrottleEvents`: one for each refused read. */
  readonly readThrottleEvents: number;
  /**
   * `ThrottledRequests` by operation, of tables only: one for each request that was refused whole.
   * A batch of which some was taken doesn't count.
   */
  readonly throttledRequests: Readonly<Record<string, number>>;
  /** Refused items by throttling reason, for example `TableWriteProvisionedThroughputExceeded`. */
  readonly throttlesByReason: Readonly<Record<string, number>>;
}
