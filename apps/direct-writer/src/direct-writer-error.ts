import { type CodeOf, data, errorsOf, type Reason } from "@spillway/errors";

/** Makes the errors of this app. */
export const directWriterError = errorsOf({
  FAILURES_LOST: data<{ lost: number; unwritten: number; errors: readonly Reason[] }>(),
});

export type DirectWriterErrorCode = CodeOf<typeof directWriterError>;
