/**
 * What a read or write capacity was used for over some time, without a gap, as the statistic `Sum` of
 * `ConsumedReadCapacityUnits` and `ConsumedWriteCapacityUnits`.
 *
 * CloudWatch keeps sums of a minute for 15 days, of five minutes for 63 days, of an hour for 455 days. So
 * four weeks are to be had with five minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
export interface UseSeries {
  /** When the first period began, in milliseconds; a multiple of the period. */
  readonly startMs: number;
  /** How long one is, in milliseconds: a minute, five minutes or an hour. */
  readonly periodMs: number;
  /** Units that were consumed in each; 0 where CloudWatch has no value. */
  readonly sums: readonly number[];
}
