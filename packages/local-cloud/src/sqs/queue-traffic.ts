import * as z from "zod";
import type { SqsRequest } from "./sqs-request.ts";

/** What CloudWatch counts of the messages that pass. */
export type TrafficMetric =
  | "NumberOfMessagesSent"
  | "NumberOfMessagesReceived"
  | "NumberOfMessagesDeleted";

export type TrafficCounter = (queue: string, metric: TrafficMetric, count: number) => void;

const batchAnswer = z.object({ Successful: z.array(z.unknown()).default([]) });
const receivedAnswer = z.object({ Messages: z.array(z.unknown()).default([]) });

/** Follows the messages that pass the gateway, and which queues there are. */
export class QueueTraffic {
  readonly #count: TrafficCounter;
  readonly #now: () => number;
  readonly #lastPassed = new Map<string, number>();

  constructor(now: () => number, count: TrafficCounter) {
    this.#now = now;
    this.#count = count;
  }

  /** The queues that exist. */
  get queues(): string[] {
    return [...this.#lastPassed.keys()];
  }

  /** When a message last passed through a queue, in ms since 1970. */
  lastPassed(queue: string): number {
    return this.#lastPassed.get(queue) ?? Number.NEGATIVE_INFINITY;
  }

  /** Notes a successful request in the JSON protocol and its answer. */
  follow({ action, queue }: SqsRequest & { protocol: "json" }, answer: string): void {
    if (queue === undefined) return;
    const told = (): unknown => JSON.parse(answer || "{}");
    switch (action) {
      case "CreateQueue":
        if (!this.#lastPassed.has(queue)) this.#lastPassed.set(queue, Number.NEGATIVE_INFINITY);
        break;
      case "DeleteQueue":
        this.#lastPassed.delete(queue);
        break;
      case "SendMessage":
        this.#passed(queue, "NumberOfMessagesSent", 1);
        break;
      case "SendMessageBatch":
        this.#passed(queue, "NumberOfMessagesSent", batchAnswer.parse(told()).Successful.length);
        break;
      case "ReceiveMessage":
        this.#passed(
          queue,
          "NumberOfMessagesReceived",
          receivedAnswer.parse(told()).Messages.length,
        );
        break;
      case "DeleteMessage":
        this.#passed(queue, "NumberOfMessagesDeleted", 1);
        break;
      case "DeleteMessageBatch":
        this.#passed(queue, "NumberOfMessagesDeleted", batchAnswer.parse(told()).Successful.length);
        break;
    }
  }

  #passed(queue: string, metric: TrafficMetric, count: number): void {
    if (count === 0) return;
    this.#lastPassed.set(queue, this.#now());
    this.#count(queue, metric, count);
  }
}
