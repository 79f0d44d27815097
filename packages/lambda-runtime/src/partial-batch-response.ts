/** What a function answers its event source when part of a batch failed. */
export interface PartialBatchResponse {
  batchItemFailures: { itemIdentifier: string }[];
}

/**
 * Tells an event source which of a batch's records failed, so that only these come again. For SQS the
 * identifier is the message id, for streams the sequence number. No failures: the batch is done.
 *
 * The event source mapping must have `ReportBatchItemFailures` on, or Lambda takes any answer as success.
 *
 * @param failures identifiers; one that is given twice is reported once. An empty one would make
 * Lambda take the whole batch for failed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @example
 * partialBatchResponse(["id-1"]); // { batchItemFailures: [{ itemIdentifier: "id-1" }] }
 */
export function partialBatchResponse(failures: Iterable<string>): PartialBatchResponse {
  return {
    batchItemFailures: Array.from(new Set(failures), (itemIdentifier) => ({ itemIdentifier })),
  };
}
