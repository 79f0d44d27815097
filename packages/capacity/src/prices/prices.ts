/** What capacity costs in US dollars. */
export interface CapacityPrices {
  /** One write request unit, on demand. */
  readonly onDemandWriteUnit: number;
  /** One read request unit, on demand. */
  readonly onDemandReadUnit: number;
  /** One provisioned write capacity unit for one hour. */
  readonly writeUnitHour: number;
  /** One provisioned read capacity unit for one hour. */
  readonly readUnitHour: number;
}

/**
 * Prices of one region in US dollars, of what a load takes: list prices beyond the free tiers, each of
 * the first range that costs anything, without reservations and savings plans.
 */
export interface Prices extends CapacityPrices {
  /** AWS's name of the region. */
  readonly region: string;
  /**
   * Year and month that the oldest of the price lists is of, or of when its prices were seen: every price
   * held then, or later.
   */
  readonly asOf: string;
  /** One write unit a second by which warm throughput is raised, paid once. */
  readonly warmWriteUnit: number;
  /** One read unit a second by which warm throughput is raised, paid once. */
  readonly warmReadUnit: number;
  /** One GB in a table of the standard class for one month. */
  readonly storageGbMonth: number;
  /** One GB, uncompressed, that is imported from S3 into a new table; its indexes cost nothing more. */
  readonly importGb: number;
  /** One request to a standard queue, of up to 64 KB. */
  readonly sqsRequest: number;
  /** One invocation. */
  readonly lambdaRequest: number;
  /** One GB of memory for one second, by processor. */
  readonly lambdaGbSecond: { readonly arm64: number; readonly x86_64: number };
  /** One publish to a topic, of up to 64 KB. */
  readonly snsRequest: number;
  /** One GB in S3 standard for one month. */
  readonly s3GbMonth: number;
  /** One PUT, COPY, POST or LIST. */
  readonly s3Put: number;
  /** One GET, or any other request that is none of those. */
  readonly s3Get: number;
  /** One alarm of standard resolution on one metric for one month. */
  readonly alarmMonth: number;
  /** One metric that is asked for by GetMetricData. */
  readonly metricRequest: number;
}
