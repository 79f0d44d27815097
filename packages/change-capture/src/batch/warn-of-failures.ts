import { errorFacts } from "../failures/error-facts.ts";
import { sequenceNumberOf } from "../record/read-record.ts";
import type { BatchFailure } from "./batch-state.ts";
import type { ReadBatch } from "./read-batch.ts";

/** Takes a line for people, with facts for programs; Powertools' logger does. */
export interface WarningLogger {
  warn(what: string, facts: Readonly<Record<string, unknown>>): void;
}

/**
 * Says why records of a batch failed: Lambda is told of one sequence number and no reason. One line for each kind of
 * failure, since ten thousand records may fail for one reason: how many, the sink, the error's code or name, and the
 * message and sequence number of the first.
 *
 * @param what became of them: `changes failed`
 */
export function warnOfFailures(
  what: string,
  failures: readonly BatchFailure[],
  { records }: Pick<ReadBatch, "records">,
  logger: WarningLogger,
): void {
  const kinds = Map.groupBy(failures, ({ sink, error }) => {
    const { name, code } = errorFacts(error);
    return `${sink} ${name} ${code}`;
  });
  for (const [first, ...more] of kinds.values()) {
    if (first === undefined) continue;
    const { name, code, message } = errorFacts(first.error);
    logger.warn(what, {
      count: more.length + 1,
      sink: first.sink,
      code: code ?? name,
      reason: message,
      firstSequenceNumber: sequenceNumberOf(records[first.place]),
    });
  }
}
