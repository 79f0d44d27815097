import type { Reason } from "@spillway/errors";

/** A message on its way into a queue. */
export interface OutgoingMessage {
  readonly body: string;
  /** Whole seconds, 0 to 900, until a consumer can see the message, counted from its arrival. */
  readonly delaySeconds: number;
}

/** Why one message is not in the queue. */
export interface SendFailure<M extends OutgoingMessage> {
  readonly message: M;
  /**
   * With SQS's code for the entry or the request, or one of ours: `MESSAGE_TOO_LARGE`,
   * `DEADLINE_PASSED`, `QUEUE_UNREACHABLE`.
   */
  readonly reason: Reason;
}
