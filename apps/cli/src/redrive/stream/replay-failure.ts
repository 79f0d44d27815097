import { parseFailureRecord } from "@spillway/change-capture";
import type { Failure } from "./failure.ts";
import type { FailedObjects, StreamReader } from "./ports.ts";
import { type ReplayOptions, replayRecords } from "./replay-records.ts";
import type { FailureReport } from "./stream-redrive.ts";

export interface ReplayFailureOptions extends ReplayOptions {
  readonly objects: FailedObjects;
  readonly stream: StreamReader;
}

/** What became of one failure. */
export interface ReplayedFailure {
  /** Records that were processed. */
  readonly done: number;
  /** What of it stays; undefined when all is done. */
  readonly outcome:
    | Pick<FailureReport, "status" | "failedRecords" | "untried" | "lostRange">
    | undefined;
}

/** Replays one failure: its records where they are kept, else what the stream still has of them. */
export async function replayFailure(
  failure: Failure,
  options: ReplayFailureOptions,
): Promise<ReplayedFailure> {
  const { records, lost } = await recordsOf(failure, options);
  const { done, failed, untried } = await replayRecords(records, failure.id, options);
  if (failed.length > 0) {
    return {
      done,
      outcome: {
        status: "failed",
        failedRecords: failed,
        untried,
        ...(lost === undefined ? {} : { lostRange: lost }),
      },
    };
  }
  return { done, outcome: lost && { status: "lost", lostRange: lost } };
}

/** The records of a failure, and what of them can no longer be had. */
export async function recordsOf(
  { place, record }: Failure,
  { objects, stream }: ReplayFailureOptions,
) {
  if (record.records !== undefined) return { records: record.records, lost: undefined };
  if (place.kind === "object") {
    const found = await objects.read(place.object);
    // Gone since it was found: replayed by another run, or its time was over.
    if (found === undefined) return { records: [], lost: undefined };
    const { records } = parseFailureRecord(found.text);
    if (records !== undefined) return { records, lost: undefined };
  }
  return stream.read(record);
}
