import { type CodeOf, data, defect, errorsOf, usage } from "@spillway/errors";

/** Errors of the buffer: of what is asked of it, and of messages in it. */
export const writeBufferError = errorsOf({
  DISTRIBUTION_WINDOW_INVALID: usage<{ readonly windowSeconds: number }>(),
  DISTRIBUTION_WINDOW_TOO_LONG: usage<{
    readonly windowSeconds: number;
    /** The longest that SQS holds a message back, in seconds. */
    readonly limit: number;
  }>(),
  MESSAGE_COUNT_INVALID: usage<{ readonly count: number }>(),
  MESSAGE_MALFORMED: data(),
  REPORT_DOES_NOT_ADD_UP: defect<Readonly<Record<string, number>>>(),
});

export type WriteBufferErrorCode = CodeOf<typeof writeBufferError>;
