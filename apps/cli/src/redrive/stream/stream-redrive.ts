import type { ErrorClass, Reason } from "@spillway/errors";
import type { Failure, UnreadableFailure } from "./failure.ts";
import type { LostRange } from "./ports.ts";
import type { FailedRecord } from "./replay-records.ts";

/**
 * What a redrive of a stream came to. A failure is what was given up together: an object, or a message with or
 * without records. `found = replayed + failed + lost + unreadable + left`.
 */
export interface StreamRedrive {
  /** Where failures were looked for: a queue, a bucket. */
  readonly sources: readonly string[];
  readonly functionName: string;
  readonly dryRun: boolean;
  readonly found: number;
  /** All of their records are processed; object and message are deleted. */
  readonly replayed: number;
  /** Records that the processor took, also of failures that are not whole. */
  readonly records: number;
  /** Failed again; they are where they were. */
  readonly failed: number;
  /** Of these the stream no longer has all; their messages are where they were. */
  readonly lost: number;
  /** Neither Lambda nor the processor wrote these so. */
  readonly unreadable: number;
  /** Not tried: a dry run, a limit, an end before. */
  readonly left: number;
  /** Those that are still there, the oldest first, at most 1,000. */
  readonly failures: readonly FailureReport[];
  readonly unreadableFailures: readonly UnreadableFailure[];
  /** Messages that were hidden when it began: another reader's, or those of a run that was killed. */
  readonly hidden: number;
  /** Whether everything that was found was tried, and there was not more than one run takes. */
  readonly complete: boolean;
  /** What ended it before. */
  readonly stopped?: Reason & { readonly errorClass: ErrorClass; readonly hint?: string };
  readonly seconds: number;
}

/** A failure that is still there. */
export interface FailureReport {
  readonly id: string;
  readonly status: "left" | "failed" | "lost";
  /** Why Lambda or the processor gave it up. */
  readonly condition: string;
  readonly error?: string;
  readonly records: number;
  readonly shardId?: string;
  readonly fromSequenceNumber: string;
  readonly toSequenceNumber: string;
  /** When the first change was made, and when it was given up; ISO 8601. */
  readonly firstAt?: string;
  readonly failedAt?: string;
  /** Whether the records are kept themselves, not only their place in the stream. */
  readonly hasRecords: boolean;
  /** From when on they can no longer be had. */
  readonly keptUntil?: string;
  /** What failed again. */
  readonly failedRecords?: readonly FailedRecord[];
  readonly untried?: number;
  readonly lostRange?: LostRange;
}

/** A failure as a report has it. */
export function failureReport(
  { id, record, hasRecords, keptUntil }: Failure,
  outcome: Pick<FailureReport, "status" | "failedRecords" | "untried" | "lostRange">,
): FailureReport {
  const { condition, error, batchSize, shardId, firstAt, failedAt } = record;
  return {
    id,
    condition,
    ...(error === undefined ? {} : { error }),
    records: batchSize,
    ...(shardId === undefined ? {} : { shardId }),
    fromSequenceNumber: record.startSequenceNumber,
    toSequenceNumber: record.endSequenceNumber,
    ...(firstAt === undefined ? {} : { firstAt }),
    ...(failedAt === undefined ? {} : { failedAt }),
    hasRecords,
    ...(keptUntil === undefined ? {} : { keptUntil }),
    ...outcome,
  };
}
