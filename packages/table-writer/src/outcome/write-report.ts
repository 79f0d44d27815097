import type { ErrorClass, Reason } from "@spillway/errors";
import type { Position } from "@spillway/records";
import { tableWriterError } from "../errors.ts";
import type { ConsumedUnits } from "../transport/transport.ts";

/** How many errors a report keeps; `onOutcome` gets every one. */
export const MAX_REPORTED_ERRORS = 1_000;

/** One record that was not written, in a report. */
export interface ReportedError extends Reason {
  readonly position: Position;
}

/**
 * What became of every record. It adds up:
 * `read = written + deduplicated + rejected + failed + spilled`.
 */
export interface WriteReport {
  /** Records pulled from the source. */
  readonly read: number;
  /** Records that are in the table, and those to delete that are gone from it. */
  readonly written: number;
  /** Records that a later one of the same key replaced before they were written. */
  readonly deduplicated: number;
  /** Records that can never be written as they are: malformed, keyless, over 400 KB. */
  readonly rejected: number;
  /** Records that could be written another time: out of attempts, or not sent before the stop. */
  readonly failed: number;
  /** Records that the spill keeps, to be written later: see `WriteOptions.spill`. */
  readonly spilled: number;
  readonly batches: {
    /** `BatchWriteItem` requests made, retries included. */
    readonly sent: number;
    /** Those of them that wrote nothing: throttled whole, an error, no answer. */
    readonly failed: number;
  };
  /** Writes sent, each as often as it was sent. */
  readonly attempts: number;
  /** Those of them that had been sent before. */
  readonly retries: number;
  /** Writes that DynamoDB sent back, each as often as it did. */
  readonly throttledWrites: number;
  /**
   * Throttled writes by DynamoDB's reason. `UnprocessedItems` where a batch was taken in part, which
   * DynamoDB gives no reason for.
   */
  readonly throttles: Readonly<Record<string, number>>;
  readonly unitsConsumed: ConsumedUnits;
  readonly durationMs: number;
  /** Bytes of the items written, by DynamoDB's size rules; of a delete its key's. */
  readonly bytes: number;
  /** The first 1,000 records that were not written. */
  readonly errors: readonly ReportedError[];
  /** Why the run stopped before all was done, if it did: `DEADLINE`, `ABORTED`, `TABLE_NOT_FOUND`, …; with a spill the rest may be there. */
  readonly stopped?: Reason & { readonly hint?: string; readonly errorClass: ErrorClass };
}

/**
 * Holds a report to its invariant.
 *
 * @throws SpillwayError `REPORT_DOES_NOT_ADD_UP` if a record is missing from it or counted twice; that
 * is a defect of whoever made the report
 * @example
 * assertAddsUp(await writeAll(source, options)); // writeAll does it itself
 */
export function assertAddsUp(
  report: Pick<
    WriteReport,
    "read" | "written" | "deduplicated" | "rejected" | "failed" | "spilled"
  >,
): void {
  const { read, written, deduplicated, rejected, failed, spilled } = report;
  const accounted = written + deduplicated + rejected + failed + spilled;
  if (accounted === read) return;
  throw tableWriterError(
    "REPORT_DOES_NOT_ADD_UP",
    `expected read = written + deduplicated + rejected + failed + spilled; came ${read} ≠ ${written} + ${deduplicated} + ${rejected} + ${failed} + ${spilled}`,
    { details: { read, written, deduplicated, rejected, failed, spilled } },
  );
}
