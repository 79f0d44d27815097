import type { Reason } from "@spillway/errors";
import { type BufferableWrite, encodeMessage } from "./message-codec.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { SendOptions } from "./send-batch.ts";
import { sendMessages } from "./send-messages.ts";
import { type SendReport, SendTally } from "./send-report.ts";

/** A write to be done later, by whoever drains the queue. */
export interface QueuedItem extends BufferableWrite {
  /** Whole seconds, 0 to 900, before it is due: see `spreadDelays`. */
  readonly delaySeconds: number;
}

/** A write that could not be done, and why. */
export interface FailedItem extends BufferableWrite {
  readonly reason: Reason;
}

/**
 * Puts items into the buffer queue, in order, in batches of up to 10 messages and 256 KiB. Failed
 * entries of a batch are sent again with full jitter. An item that stays unsent is counted and named
 * in the report; it never throws for one.
 *
 * @example
 * const delays = spreadDelays(items.length, 900);
 * const report = await sendAll(
 *   items.map(({ json }, i) => ({ json, delaySeconds: delays[i] ?? 0 })),
 *   { queue: sqsQueue(client, queueUrl), clock: systemClock, random: Math.random },
 * );
 * report.sent; // 1000
 */
export function sendAll(
  items: Iterable<QueuedItem> | AsyncIterable<QueuedItem>,
  options: SendOptions,
): Promise<SendReport> {
  return sendEach(items, toMessage, options);
}

/**
 * Puts items that could not be written into the failure queue, each with its reason. The message is
 * one that the buffer queue takes as well, so a failure can be sent back as it is.
 */
export function sendFailures(
  failures: Iterable<FailedItem> | AsyncIterable<FailedItem>,
  options: SendOptions,
): Promise<SendReport> {
  return sendEach(failures, toFailureMessage, options);
}

function toMessage({ delaySeconds, ...write }: QueuedItem): OutgoingMessage {
  return { body: encodeMessage(write), delaySeconds };
}

function toFailureMessage({ reason, ...write }: FailedItem): OutgoingMessage {
  return { body: encodeMessage(write, reason), delaySeconds: 0 };
}

async function sendEach<T>(
  source: Iterable<T> | AsyncIterable<T>,
  encode: (entry: T) => OutgoingMessage,
  options: SendOptions,
): Promise<SendReport> {
  const startedAt = options.clock.now();
  const tally = new SendTally();
  let read = 0;
  async function* messages(): AsyncGenerator<OutgoingMessage> {
    for await (const entry of source) {
      read += 1;
      yield encode(entry);
    }
  }
  for await (const outcome of sendMessages(messages(), options)) tally.add(outcome);
  return tally.report(read, Math.round(options.clock.now() - startedAt));
}
