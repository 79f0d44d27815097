const GIB = 1_073_741_824;
const MIB = 1_048_576;
/** A page of a scan is at most so large. */
const PAGE_BYTES = MIB;
/** What AWS's documentation says that one segment should hold at most. */
const SEGMENT_BYTES = 2 * GIB;
/** As many as help a table of a few pages: what is read then also spreads over a copy's partitions. */
const FEW = 16;
/** A state names each segment, and is saved every second. */
const MOST = 512;

/**
 * How many segments a table is read in: one for each 2 GB, as DynamoDB's documentation says; 16 where
 * that is fewer and there are as many pages, since more of them are faster; at most 512.
 *
 * @param bytes what DescribeTable says of the table or index; it is some six hours old, so 0 counts as
 * not known
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan
 * @example
 * segmentsFor(3_000); // → 1
 * segmentsFor(100 * 1024 ** 3); // → 50
 */
export function segmentsFor(bytes: number): number {
  if (bytes === 0) return FEW;
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return Math.min(MOST, Math.max(Math.ceil(bytes / SEGMENT_BYTES), Math.min(FEW, pages)));
}
