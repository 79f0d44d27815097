import { type CodeOf, data, errorsOf, type Reason } from "@spillway/errors";

/** Makes the errors of this app. */
export const queueProducerError = errorsOf({
  RECORDS_NOT_SENT: data<{ failed: number; read: number; errors: readonly Reason[] }>(),
});

export type QueueProducerErrorCode = CodeOf<typeof queueProducerError>;
