import { eventPatternError } from "./event-pattern-error.ts";

/**
 * The error of a pattern that says nothing that can be matched, in EventBridge's words.
 *
 * @param reason as EventBridge gives it: `"detail" must be an object or an array`
 */
export function invalidPattern(reason: string) {
  return eventPatternError(
    "EVENT_PATTERN_INVALID",
    `Event pattern is not valid. Reason: ${reason}`,
    {
      details: { reason },
      hint: "See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.",
    },
  );
}
