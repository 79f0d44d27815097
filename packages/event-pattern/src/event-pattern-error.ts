import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const eventPatternError = errorsOf({
  EVENT_PATTERN_INVALID: usage<{ reason: string }>(),
});

export type EventPatternErrorCode = CodeOf<typeof eventPatternError>;
