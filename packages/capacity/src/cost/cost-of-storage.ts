import type { Prices } from "../prices/prices.ts";

/**
 * A GB as storage is billed: 2^30 bytes. S3's FAQ says so; DynamoDB's pages do not say what theirs is.
 *
 * @see https://aws.amazon.com/s3/faqs/
 */
const GB_BYTES = 2 ** 30;

/**
 * Dollars for what a table of the standard class and its indexes hold.
 *
 * @param bytes of items and index entries, with the 100 bytes that storage counts for each
 * @param months that they are held
 * @example
 * costOfTableStorage(10 * 2 ** 30, 1, pricesOf("us-east-1")); // → 2.5
 */
export function costOfTableStorage(
  bytes: number,
  months: number,
  prices: Pick<Prices, "storageGbMonth">,
): number {
  return (bytes / GB_BYTES) * months * prices.storageGbMonth;
}

/**
 * Dollars for an import from S3 into a new table: by the size of the source, uncompressed. Indexes and
 * write units cost nothing more; records that can't be imported cost as the others do.
 *
 * @param bytes of the source, uncompressed
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
 */
export function costOfImport(bytes: number, prices: Pick<Prices, "importGb">): number {
  return (bytes / GB_BYTES) * prices.importGb;
}

/** What a bucket of S3 standard holds and is asked for. */
export interface BucketUsage {
  /** Bytes that are held, times the months that they are. */
  readonly byteMonths: number;
  /** PUT, COPY, POST and LIST requests; an upload in parts has one for each part and two more. */
  readonly puts: number;
  /** GET and all other requests. */
  readonly gets: number;
}

/**
 * Dollars for a bucket of S3 standard: what it holds, and its requests.
 *
 * @see https://aws.amazon.com/s3/pricing/
 */
export function costOfBucket(
  { byteMonths, puts, gets }: BucketUsage,
  prices: Pick<Prices, "s3GbMonth" | "s3Put" | "s3Get">,
): number {
  return (byteMonths / GB_BYTES) * prices.s3GbMonth + puts * prices.s3Put + gets * prices.s3Get;
}
