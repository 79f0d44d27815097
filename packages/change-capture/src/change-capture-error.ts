import { type CodeOf, data, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const changeCaptureError = errorsOf({
  /** A line of the audit log that is none. */
  AUDIT_LINE_INVALID: data(),
  /** The first of several records failed: only an invocation that fails as a whole makes Lambda halve the batch. */
  BATCH_FAILED: data<{ sequenceNumber: string | undefined; sink: string }>(),
  /** The time of the invocation was up before the work was. */
  DEADLINE_PASSED: data(),
  /** A record of changes that were given up which is none: not as Lambda or the processor write it. */
  FAILURE_RECORD_INVALID: data(),
  /** The module of one's own handler is not there, does not load, or has no function as its default export. */
  HANDLER_MODULE_INVALID: usage(),
  /** A record that the failure destination can't take whole. */
  RECORD_TOO_LARGE: data(),
  /** A record without what makes it a change: its id, its place in the stream, its keys, its kind. */
  RECORD_UNREADABLE: data<{ missing: string }>(),
});
export type ChangeCaptureErrorCode = CodeOf<typeof changeCaptureError>;
