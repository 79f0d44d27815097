/** Prices in US dollars of what a write load uses. */
export interface Prices {
  /** AWS's name of the region. */
  readonly region: string;
  /** When the prices were read from AWS's price lists. */
  readonly asOf: string;
  readonly onDemandWriteUnit: number;
  readonly onDemandReadUnit: number;
  readonly writeUnitHour: number;
  readonly readUnitHour: number;
  readonly storageGbMonth: number;
  readonly sqsRequest: number;
  readonly lambdaRequest: number;
  /** One second of one GB of memory, by processor. */
  readonly lambdaGbSecond: { readonly arm64: number; readonly x86_64: number };
  readonly snsRequest: number;
  readonly s3GbMonth: number;
  readonly s3Put: number;
}

/**
 * On-demand list prices of us-east-1, without free tiers and reservations.
 *
 * @see https://aws.amazon.com/dynamodb/pricing/on-demand/
 * @see https://aws.amazon.com/dynamodb/pricing/provisioned/
 * @see https://aws.amazon.com/sqs/pricing/
 * @see https://aws.amazon.com/lambda/pricing/
 * @see https://aws.amazon.com/sns/pricing/
 * @see https://aws.amazon.com/s3/pricing/
 */
export const US_EAST_1_PRICES: Prices = {
  region: "us-east-1",
  asOf: "2025-11",
  onDemandWriteUnit: 0.625 / 1e6,
  onDemandReadUnit: 0.125 / 1e6,
  writeUnitHour: 0.00065,
  readUnitHour: 0.00013,
  storageGbMonth: 0.25,
  sqsRequest: 0.4 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaGbSecond: { arm64: 0.0000133334, x86_64: 0.0000166667 },
  snsRequest: 0.5 / 1e6,
  s3GbMonth: 0.023,
  s3Put: 0.005 / 1_000,
};

/**
 * The share of provisioned write units that has to be used for them to cost the same as on demand:
 * below it on demand is cheaper.
 *
 * @example
 * breakEvenUse(US_EAST_1_PRICES); // → 0.289
 */
export function breakEvenUse(prices: Prices): number {
  return prices.writeUnitHour / 3_600 / prices.onDemandWriteUnit;
}
