import { z } from "zod";
import type { SqsRequest } from "./sqs-request.ts";

/** What CloudWatch counts of the messages that pass. */
export type TrafficMetric =
  | "NumberOfMessagesSent"
  | "NumberOfMessagesReceived"
  | "NumberOfMessagesDeleted";

export type TrafficCounter = (queue: string, metric: TrafficMetric, count: number) => void;

const sentAnswer = z.object({ MessageId: z.string() });
const batchAnswer = z.object({
  Successful: z.array(z.object({ Id: z.string(), MessageId: z.string().optional() })).default([]),
});
const receivedAnswer = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string() })).default([]),
});
const deleteRequest = z.object({ ReceiptHandle: z.string() });
const deleteBatchRequest = z.object({
  Entries: z.array(z.object({ Id: z.string(), ReceiptHandle: z.string() })),
});

/**
 * Follows the messages that pass the gateway: counts them, and remembers since when each waits,
 * which moto does not tell.
 */
export class QueueTraffic {
  readonly #count: TrafficCounter;
  readonly #now: () => number;
  readonly #waiting = new Map<string, Map<string, number>>();
  readonly #messageOf = new Map<string, string>();
  #lastPassed = Number.NEGATIVE_INFINITY;

  constructor(now: () => number, count: TrafficCounter) {
    this.#now = now;
    this.#count = count;
  }

  /** The queues that exist. */
  get queues(): string[] {
    return [...this.#waiting.keys()];
  }

  /** When a message last passed, in ms since 1970. */
  get lastPassed(): number {
    return this.#lastPassed;
  }

  /** Notes a successful request in the JSON protocol and its answer. */
  follow({ action, queue, body }: SqsRequest & { protocol: "json" }, answer: string): void {
    if (queue === undefined) return;
    const told = (): unknown => JSON.parse(answer || "{}");
    switch (action) {
      case "CreateQueue":
        this.#waitingIn(queue);
        break;
      case "DeleteQueue":
        this.#waiting.delete(queue);
        break;
      case "SendMessage":
        this.#sent(queue, [sentAnswer.parse(told()).MessageId]);
        break;
      case "SendMessageBatch":
        this.#sent(
          queue,
          batchAnswer.parse(told()).Successful.map((entry) => entry.MessageId ?? entry.Id),
        );
        break;
      case "ReceiveMessage":
        this.#received(queue, receivedAnswer.parse(told()).Messages);
        break;
      case "DeleteMessage":
        this.#deleted(queue, [deleteRequest.parse(body).ReceiptHandle]);
        break;
      case "DeleteMessageBatch": {
        const done = new Set(batchAnswer.parse(told()).Successful.map((entry) => entry.Id));
        const entries = deleteBatchRequest.parse(body).Entries.filter(({ Id }) => done.has(Id));
        this.#deleted(
          queue,
          entries.map((entry) => entry.ReceiptHandle),
        );
        break;
      }
    }
  }

  /**
   * Seconds since the oldest message was sent, given how many are there now: what was followed
   * beyond that number expired or was moved to a dead-letter queue, and those are the oldest.
   */
  oldestAgeSeconds(queue: string, present: number): number {
    const waiting = this.#waitingIn(queue);
    for (const id of waiting.keys()) {
      if (waiting.size <= present) break;
      waiting.delete(id);
    }
    const [oldest] = waiting.values();
    return oldest === undefined ? 0 : Math.max(0, (this.#now() - oldest) / 1_000);
  }

  #sent(queue: string, ids: readonly string[]): void {
    const waiting = this.#waitingIn(queue);
    for (const id of ids) waiting.set(id, this.#now());
    this.#passed(queue, "NumberOfMessagesSent", ids.length);
  }

  #received(queue: string, messages: z.infer<typeof receivedAnswer>["Messages"]): void {
    for (const message of messages) this.#messageOf.set(message.ReceiptHandle, message.MessageId);
    this.#passed(queue, "NumberOfMessagesReceived", messages.length);
  }

  #deleted(queue: string, handles: readonly string[]): void {
    for (const handle of handles) {
      this.#waitingIn(queue).delete(this.#messageOf.get(handle) ?? "");
      this.#messageOf.delete(handle);
    }
    this.#passed(queue, "NumberOfMessagesDeleted", handles.length);
  }

  #passed(queue: string, metric: TrafficMetric, count: number): void {
    if (count === 0) return;
    this.#lastPassed = this.#now();
    this.#count(queue, metric, count);
  }

  #waitingIn(queue: string): Map<string, number> {
    const known = this.#waiting.get(queue);
    if (known) return known;
    const waiting = new Map<string, number>();
    this.#waiting.set(queue, waiting);
    return waiting;
  }
}
