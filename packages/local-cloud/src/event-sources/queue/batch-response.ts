/** Which messages of a batch come back: some by their ids (perhaps none), or all of them. */
export type FailedMessages = ReadonlySet<string> | "all";

/**
 * Reads the answer of a function that reports batch item failures. An answer without
 * `batchItemFailures`, or with an empty list, means that all went well; anything malformed, an empty
 * id, or an id that was not in the batch, means that all failed.
 *
 * @param payload the function's answer as JSON
 * @param ids the ids of the messages that it was given
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @example
 * failedMessages('{"batchItemFailures":[{"itemIdentifier":"b"}]}', ["a", "b"]) // Set { "b" }
 */
export function failedMessages(payload: string, ids: readonly string[]): FailedMessages {
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return "all";
  }
  if (answer === null) return new Set();
  if (typeof answer !== "object" || Array.isArray(answer)) return "all";
  if (!("batchItemFailures" in answer)) return new Set();
  const failures: unknown = answer.batchItemFailures;
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return "all";
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    if (typeof failure !== "object" || failure === null || !("itemIdentifier" in failure)) {
      return "all";
    }
    const id = failure.itemIdentifier;
    if (typeof id !== "string" || !ids.includes(id)) return "all";
    failed.add(id);
  }
  return failed;
}
