import { assertAddsUp, type SettledCounts, type WriteReport } from "@spillway/table-writer";
import { type Checkpoint, effortOf, effortTogether } from "../checkpoint/checkpoint.ts";
import type { TableRead } from "../from-table/table-reading.ts";
import type { LoadPlan } from "../plan/load-plan.ts";
import type { FilesReport } from "../several/begin-files.ts";
import type { NumberKeys } from "../shape/number-keys.ts";
import type { TransformReport } from "../transform/transform.ts";

/** What became of every record of a load, its earlier runs included. */
export interface LoadReport extends WriteReport {
  readonly table: string;
  readonly source: string;
  readonly format: string;
  /**
   * Of a source of several files: how many, what lies among them and is not loaded, and what has become
   * of them since an earlier run began. Null for another source.
   */
  readonly files: FilesReport | null;
  /** Whether the records' items were deleted, not put. */
  readonly deletes: boolean;
  /** What a load would take, where nothing was written; null for a load. */
  readonly dryRun: LoadPlan | null;
  /** What was read of a table; null for another source. */
  readonly tableRead: TableRead | null;
  /** Whether the source was read to its end and nothing is left to be sent. */
  readonly complete: boolean;
  /**
   * The byte at which the next run of a range goes on, or would if the range did: the range's end once
   * all is done. Null for a load that is of no range.
   */
  readonly nextByte: number | null;
  /** Records among the failed that the run did not come to send; a run with `--resume` does. */
  readonly unsent: number;
  /**
   * What is to be said of numbers in the table's key, in what this run read: DynamoDB keeps the number,
   * not how it was written. Null where all were written as they are kept.
   */
  readonly numberKeys: NumberKeys | null;
  /**
   * What became of the records that went through the transform, as far as the source was read; null for
   * a load without one. What came out of it is what `read` counts, with what passed it by.
   */
  readonly transform: TransformReport | null;
  /** Where this run went on; null for one from the beginning. */
  readonly resumedAt: number | null;
  /** Records a second, of this run. */
  readonly recordsPerSecond: number;
  /** The most memory that the process had, in bytes. */
  readonly peakMemoryBytes: number;
  /** What a person should know of the source: that a table had more, that requests were passed over. */
  readonly notes: readonly string[];
  /** Where the records are that were not written; null if there are none. */
  readonly rejects: string | null;
  /** The checkpoint with which a later run goes on; null if there is nothing to go on with. */
  readonly checkpoint: string | null;
}

export interface RunFacts
  extends Omit<LoadReport, keyof WriteReport | "resumedAt" | "recordsPerSecond"> {}

/**
 * The report of a load: this run's and, where it went on from a checkpoint, that of the runs before.
 *
 * @throws SpillwayError `REPORT_DOES_NOT_ADD_UP`
 */
export function loadReport(
  run: WriteReport,
  earlier: Checkpoint | undefined,
  facts: RunFacts,
): LoadReport {
  const seconds = run.durationMs / 1_000;
  const report = {
    ...facts,
    ...run,
    ...(earlier === undefined ? {} : totals(run, earlier)),
    resumedAt: earlier?.next ?? null,
    recordsPerSecond: seconds > 0 ? run.read / seconds : 0,
  };
  assertAddsUp(report);
  return report;
}

function totals(run: WriteReport, { next, counts, effort }: Checkpoint) {
  return {
    read: next + run.read,
    ...countsTogether(run, counts),
    ...effortTogether(effort, { ...effortOf(run), durationMs: run.durationMs }),
  };
}

function countsTogether(one: SettledCounts, other: SettledCounts): SettledCounts {
  return {
    written: one.written + other.written,
    deduplicated: one.deduplicated + other.deduplicated,
    rejected: one.rejected + other.rejected,
    failed: one.failed + other.failed,
    spilled: one.spilled + other.spilled,
  };
}
