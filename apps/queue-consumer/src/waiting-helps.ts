import type { WriteOutcome } from "@spillway/table-writer";

/** Reasons of a run that stopped for lack of time, not because of an error. */
const RAN_OUT_OF_TIME = new Set(["DEADLINE", "ABORTED"]);

/**
 * Whether a record that was not written will be if it waits. It will when it was throttled or met
 * with faults at each attempt, and when there was no time left to send it. It won't when it is
 * refused as it is, or when the run ended for an error such as a table that is gone: then the message
 * has to count its receives and reach the dead-letter queue, where someone sees it.
 */
export function waitingHelps(outcome: WriteOutcome): boolean {
  if (outcome.kind === "failed") return true;
  return outcome.kind === "unsent" && RAN_OUT_OF_TIME.has(outcome.reason.code);
}
