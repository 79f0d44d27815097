import { type Effort, effortTogether, NO_EFFORT } from "@spillway/load";
import type { ReportedError, SettledCounts, WriteReport } from "@spillway/table-writer";
import type { JobRejects } from "../job.ts";
import type { ChunkItem } from "../store/items/chunk-item.ts";

/** So many errors a report keeps, as that of a load. */
const MAX_REPORTED_ERRORS = 1_000;

/** The sums over a job's chunks. */
export interface JobTotals {
  readonly counts: SettledCounts;
  readonly effort: Effort;
  /** Bytes of the source that are done. */
  readonly bytes: number;
  /** Chunks by state; `running` are those that a worker has. */
  readonly chunks: { readonly total: number; readonly running: number; readonly done: number };
  readonly errors: readonly ReportedError[];
  readonly rejects: readonly JobRejects[];
}

/** Adds up what became of a job's records: nothing else keeps such a sum, so nothing can drift. */
export function jobTotals(chunks: readonly ChunkItem[], nowMs: number): JobTotals {
  const counts = { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 };
  let effort = NO_EFFORT;
  let [bytes, running, done] = [0, 0, 0];
  const errors: ReportedError[] = [];
  const rejects: JobRejects[] = [];
  for (const chunk of chunks) {
    counts.written += chunk.counts.written;
    counts.deduplicated += chunk.counts.deduplicated;
    counts.rejected += chunk.counts.rejected;
    counts.failed += chunk.counts.failed;
    counts.spilled += chunk.counts.spilled;
    effort = effortTogether(effort, chunk.effort);
    bytes += (chunk.state === "done" ? chunk.end : chunk.at) - chunk.start;
    if (chunk.state === "done") done += 1;
    else if (chunk.state === "open" && chunk.lease_until > nowMs) running += 1;
    for (const { code, message, position } of chunk.errors) {
      if (errors.length < MAX_REPORTED_ERRORS)
        errors.push({ code, message, position: defined(position) });
    }
    if (chunk.rejects !== undefined) rejects.push(chunk.rejects);
  }
  return {
    counts,
    effort,
    bytes,
    chunks: { total: chunks.length, running, done },
    errors,
    rejects,
  };
}

/** Records that have ended. */
export function endedRecords(counts: SettledCounts): number {
  const { written, deduplicated, rejected, failed, spilled } = counts;
  return written + deduplicated + rejected + failed + spilled;
}

/** The totals as a write report. */
export function reportOf(
  { counts, effort, errors }: JobTotals,
  durationMs: number,
  stopped: WriteReport["stopped"],
): WriteReport {
  return {
    read: endedRecords(counts),
    ...counts,
    ...effort,
    durationMs,
    errors,
    ...(stopped && { stopped }),
  };
}

function defined({ index, line, byte }: ChunkItem["errors"][number]["position"]) {
  return { index, ...(line !== undefined && { line }), ...(byte !== undefined && { byte }) };
}
