import { SQS_MESSAGE_MAX_BYTES } from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";
import type { EntryFailure, OutgoingMessage, Queue, ReceivedMessage } from "@spillway/write-buffer";

/** Messages in one request, sent or received. */
const BATCH = 10;

interface KeptMessage {
  readonly messageId: string;
  readonly body: string;
  visibleFromMs: number;
}

/**
 * A queue with SQS's rules for a standard queue: messages that are delayed, ten at most in a request, hidden
 * from when they are received until they are deleted or their visibility timeout has passed.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export class MemoryQueue implements Queue {
  readonly #clock: Clock;
  readonly #visibilityMs: number;
  readonly #messages = new Map<string, KeptMessage>();
  #sent = 0;

  constructor(clock: Clock, visibilitySeconds = 300) {
    this.#clock = clock;
    this.#visibilityMs = visibilitySeconds * 1_000;
  }

  /** Messages that are in it: visible, delayed, or received and not deleted. */
  get size(): number {
    return this.#messages.size;
  }

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]> {
    if (messages.length > BATCH)
      throw new Error("AWS.SimpleQueueService.TooManyEntriesInBatchRequest");
    return messages.flatMap(({ body, delaySeconds }, index): EntryFailure[] => {
      if (Buffer.byteLength(body) > SQS_MESSAGE_MAX_BYTES) {
        const message = "One or more parameters are invalid: the message is too long";
        return [{ index, code: "InvalidParameterValue", message, senderFault: true }];
      }
      this.#sent += 1;
      const messageId = `message-${this.#sent}`;
      const visibleFromMs = this.#clock.now() + delaySeconds * 1_000;
      this.#messages.set(messageId, { messageId, body, visibleFromMs });
      return [];
    });
  }

  /** Up to ten messages, which are hidden from now on. */
  receive(): readonly ReceivedMessage[] {
    const nowMs = this.#clock.now();
    const received: ReceivedMessage[] = [];
    for (const message of this.#messages.values()) {
      if (received.length === BATCH) break;
      if (message.visibleFromMs > nowMs) continue;
      message.visibleFromMs = nowMs + this.#visibilityMs;
      received.push(message);
    }
    return received;
  }

  delete(messageId: string): void {
    this.#messages.delete(messageId);
  }
}
