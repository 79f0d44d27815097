import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** What the bench refuses. */
export const benchError = errorsOf({
  /** An option has a value that it doesn't take. */
  OPTION_INVALID: usage(),
});

export type BenchErrorCode = CodeOf<typeof benchError>;
