import { sequenceNumberOf } from "../record/read-record.ts";

/** What an invocation that ended without an error says of its records. */
export type ReplayAnswer =
  | { readonly kind: "done" }
  /** This one and, as far as is told, all after it are not done. */
  | { readonly kind: "failed-from"; readonly place: number };

/**
 * Reads a processor's answer as Lambda reads it where partial batch responses are on: what is named is not
 * done, from the lowest one on. A name that is none of the records', or an empty one, means all of them, and so
 * does an answer that was cut off: who takes it for success deletes what was never done.
 *
 * @param payload the function's answer; whole JSON that names no failures, or none, says that all is done
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function replayAnswer(payload: string, records: readonly unknown[]): ReplayAnswer {
  const failures = failuresIn(payload);
  if (failures.length === 0) return { kind: "done" };
  const places = failures.map((identifier) =>
    Math.max(
      0,
      records.findIndex((record) => sequenceNumberOf(record) === identifier),
    ),
  );
  return { kind: "failed-from", place: Math.min(...places) };
}

/** An answer that can't be read names nothing that is known, which means all. */
const UNREADABLE = [undefined];

/** Names of the failures; undefined for one that has none. */
function failuresIn(payload: string): readonly (string | undefined)[] {
  if (payload === "") return [];
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return UNREADABLE;
  }
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  const { batchItemFailures: failures } = answer;
  if (failures === null) return [];
  if (!Array.isArray(failures)) return UNREADABLE;
  return failures.map((failure: unknown) => {
    const isNamed = typeof failure === "object" && failure !== null && "itemIdentifier" in failure;
    return isNamed && typeof failure.itemIdentifier === "string"
      ? failure.itemIdentifier
      : undefined;
  });
}
