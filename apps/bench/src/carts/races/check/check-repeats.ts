import type { History, Repetition } from "../history.ts";
import type { Violation } from "./violation.ts";

/** Whether requests that came again were told so. What they did, if anything, is found with the units. */
export function checkRepeats({ repetitions }: History): Violation[] {
  return repetitions.flatMap((repetition): Violation[] => {
    const expected = complaintOf(repetition);
    if (expected === undefined) return [];
    const { first, outcome } = repetition;
    const message = `${first.operation.kind} of ${first.userId} again: expected ${expected}; came ${JSON.stringify(outcome)}`;
    return [{ rule: "repeats", message }];
  });
}

function complaintOf({ first, isForged, outcome }: Repetition): string | undefined {
  // Without an answer nothing can be said of it.
  if (outcome.is === "unknown") return undefined;
  if (isForged) {
    const isRefused = outcome.is === "refused" && outcome.code === "IDEMPOTENCY_KEY_REUSED";
    return isRefused ? undefined : "IDEMPOTENCY_KEY_REUSED";
  }
  if (outcome.is === "changed") {
    const isTold = outcome.isRepeated || first.operation.kind === "remove";
    return isTold ? undefined : "to hear that it was repeated";
  }
  if (outcome.is !== "ordered" || first.outcome.is !== "ordered") return "the same kind of answer";
  const isSame = JSON.stringify(outcome.sale) === JSON.stringify(first.outcome.sale);
  return isSame && outcome.isRepeated ? undefined : "the same order, and to hear that it is";
}
