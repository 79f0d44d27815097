import type { WriteOutcome } from "@spillway/table-writer";

/** Why a run stopped, where a later one may not have to. */
const PASSING = new Set(["DEADLINE", "ENDPOINT_UNREACHABLE"]);

/**
 * Whether a record that was not written will be if it waits. It will when it was throttled or met
 * with faults at each attempt, when there was no time left to send it, and when DynamoDB was out of
 * reach. It won't when it is refused as it is, or when the run ended for an error such as a table
 * that is gone: then the message has to count its receives and reach the dead-letter queue, where
 * someone sees it.
 */
export function waitingHelps(outcome: WriteOutcome): boolean {
  if (outcome.kind === "failed") return true;
  return outcome.kind === "unsent" && PASSING.has(outcome.reason.code);
}
