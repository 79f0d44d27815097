import { changeCaptureError } from "../change-capture-error.ts";
import { errorFacts } from "../failures/error-facts.ts";
import { sequenceNumberOf } from "../record/read-record.ts";
import type { BatchReport } from "./process-batch.ts";
import type { ReadBatch } from "./read-batch.ts";

/**
 * What Lambda is to be told: the lowest sequence number that failed, from which it goes on, or nothing.
 *
 * Where that is the first record of several, the invocation has to fail as a whole: a mapping that halves
 * batches then halves this one, and a record that never passes is alone in the end.
 *
 * @throws BATCH_FAILED when the first of several records failed, or one whose number is not known
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function sequenceNumbersToRetry(batch: ReadBatch, report: BatchReport): readonly string[] {
  const [first] = report.failed;
  if (first === undefined) return [];
  const { place, sink, error } = first;
  const sequenceNumber = sequenceNumberOf(batch.records[place]);
  if (sequenceNumber !== undefined && (place > 0 || batch.records.length === 1)) {
    return [sequenceNumber];
  }
  const { name, code, message } = errorFacts(error);
  throw changeCaptureError(
    "BATCH_FAILED",
    `record ${sequenceNumber ?? `${place + 1} of the batch`} failed in ${sink}: ${code ?? name}: ${message}`,
    { cause: error, details: { sequenceNumber, sink } },
  );
}
