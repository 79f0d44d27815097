import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** Errors of pacing: a rate, a capacity or a count that is none. */
export const pacingError = errorsOf({
  BUCKET_INVALID: usage(),
});

export type PacingErrorCode = CodeOf<typeof pacingError>;
