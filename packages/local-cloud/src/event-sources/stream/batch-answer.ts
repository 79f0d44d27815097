/** What a function said of its batch: where the first record stands that failed, that all failed, or that none did. */
export type BatchAnswer = number | "all" | "none";

/**
 * Reads the answer of a function that reports batch item failures. What counts is the lowest sequence number that it
 * names: the records before that are done. An answer without `batchItemFailures`, or with an empty list, means that
 * all went well; anything malformed, an empty id, or one that was not in the batch, means that all failed.
 *
 * @param payload the function's answer as JSON
 * @param sequenceNumbers of the records that it was given, in their order
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * @example
 * batchAnswer('{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}', ["1", "2", "3"]) // 1
 */
export function batchAnswer(payload: string, sequenceNumbers: readonly string[]): BatchAnswer {
  const failures = failuresIn(payload);
  if (typeof failures === "string") return failures;
  const places = new Map(sequenceNumbers.map((number, place) => [number, place]));
  let lowest = sequenceNumbers.length;
  for (const failure of failures) {
    if (typeof failure !== "object" || failure === null || !("itemIdentifier" in failure)) {
      return "all";
    }
    const id = failure.itemIdentifier;
    const place = typeof id === "string" ? places.get(id) : undefined;
    if (place === undefined) return "all";
    lowest = Math.min(lowest, place);
  }
  return failures.length === 0 ? "none" : lowest;
}

function failuresIn(payload: string): readonly unknown[] | "all" | "none" {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return "all";
  }
  if (answer === null) return "none";
  if (typeof answer !== "object" || Array.isArray(answer)) return "all";
  if (!("batchItemFailures" in answer) || answer.batchItemFailures === null) return "none";
  const failures: unknown = answer.batchItemFailures;
  return Array.isArray(failures) ? failures : "all";
}
