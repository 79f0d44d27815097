import { compareSequenceNumbers } from "../history/sequence-order.ts";
import type { FailureRecord } from "./failure-record.ts";

/**
 * The order in which failures are replayed: the oldest change first, and of one second by sequence number, so
 * that changes of one item come as they were made.
 */
export function compareFailures(one: FailureRecord, other: FailureRecord): number {
  return (
    timeOf(one) - timeOf(other) ||
    compareSequenceNumbers(one.startSequenceNumber, other.startSequenceNumber) ||
    compareSequenceNumbers(one.endSequenceNumber, other.endSequenceNumber)
  );
}

/** What has no time comes first: it may be the oldest. */
function timeOf({ firstAt }: FailureRecord): number {
  const ms = Math.floor(Date.parse(firstAt ?? "") / 1_000);
  return Number.isNaN(ms) ? 0 : ms;
}
