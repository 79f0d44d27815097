import { isSpillwayError, type SpillwayError, withDetails } from "@spillway/errors";
import { tableWriterError } from "./errors.ts";
import { assertAddsUp, type WriteReport } from "./outcome/write-report.ts";
import { WriteRun } from "./run/write-run.ts";
import { settingsOf } from "./run/write-settings.ts";
import type { WriteOptions, WriteSource } from "./write-options.ts";

/**
 * Writes every record of a source into a table, in batches, and accounts for each.
 *
 * - A record is encoded and checked once; one that the table can't take is rejected alone.
 * - A record may be an item to delete instead (`SourceDelete`); both kinds go in one batch.
 * - Batches hold up to 25 writes and 16 MB, never two of one key. Writes of one key land in the order
 *   of the source; one that a later one replaces before it is written counts as deduplicated.
 * - What DynamoDB did not process is sent again, and only that, after a full-jitter delay and ahead
 *   of new work. A batch that is refused for one bad item is halved until that item is found.
 * - The source is pulled: at most `(concurrency + 1) × 25` records are held, whatever its length, and
 *   one block of a source that gives blocks.
 * - When the deadline passes, the signal aborts, or DynamoDB refuses for good (no such table, no
 *   permission, no credentials, no answer from the endpoint), the run stops: the report says why in
 *   `stopped`, and every write that was not done goes to `onOutcome` as unsent.
 *
 * @returns the report; it adds up
 * @throws SpillwayError `WRITE_OPTION_INVALID` before anything is read; `SOURCE_FAILED`, or the
 * source's own code, when the source throws: what it gave before is written first, and the report
 * stands in `details.report`
 * @throws what `onOutcome` or `onProgress` throws; the run ends then
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 * @example
 * const report = await writeAll(numberedRecords([{ pk: "a" }, { pk: "b" }]), {
 *   transport: sdkTransport(new DynamoDBClient({ maxAttempts: 1 })),
 *   table: { name: "Users", keys: { partitionKey: { name: "pk", type: "S" } } },
 *   clock: systemClock,
 *   random: Math.random,
 * });
 * report.written; // 2
 */
export async function writeAll(source: WriteSource, options: WriteOptions): Promise<WriteReport> {
  const { report, sourceError } = await new WriteRun(source, settingsOf(options)).run();
  assertAddsUp(report);
  if (sourceError !== undefined) throw sourceFailure(sourceError.cause, report);
  return report;
}

function sourceFailure(cause: unknown, report: WriteReport): SpillwayError {
  if (isSpillwayError(cause)) return withDetails(cause, { report });
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `the source failed after ${report.read} records: ${why}`;
  return tableWriterError("SOURCE_FAILED", message, { cause, details: { report } });
}
