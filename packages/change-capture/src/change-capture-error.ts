import { type CodeOf, data, errorsOf } from "@spillway/errors";

/** Makes the errors of this package. */
export const changeCaptureError = errorsOf({
  /** A line of the audit log that is none. */
  AUDIT_LINE_INVALID: data(),
});
export type ChangeCaptureErrorCode = CodeOf<typeof changeCaptureError>;
