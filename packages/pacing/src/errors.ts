import { type CodeOf, defect, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const pacingError = errorsOf({
  /** A rate, a capacity or a count that is none. */
  BUCKET_INVALID: usage(),
  /** Work on a manual clock waits for something that the clock does not drive. */
  CLOCK_STALLED: defect(),
});

export type PacingErrorCode = CodeOf<typeof pacingError>;
