import { GetQueueAttributesCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import type { QueueTraffic } from "../sqs/queue-traffic.ts";
import type { Observation } from "./metric-buffer.ts";

const SAMPLE_EVERY_MS = 1_000;
const SAMPLE_OFFSET_MS = 50;
/** Without traffic for so long, a queue that still holds messages is looked at less often. */
const QUIET_AFTER_MS = 60_000;
const SAMPLE_QUIET_EVERY_MS = 15_000;
/** Zeros follow the last message for so long, so that a chart comes down to the ground. */
const EMPTY_FOR_MS = 5_000;

const GAUGES = {
  ApproximateNumberOfMessages: "ApproximateNumberOfMessagesVisible",
  ApproximateNumberOfMessagesNotVisible: "ApproximateNumberOfMessagesNotVisible",
  ApproximateNumberOfMessagesDelayed: "ApproximateNumberOfMessagesDelayed",
} as const;
const ATTRIBUTES = Object.keys(GAUGES) as (keyof typeof GAUGES)[];

export interface QueueMetricsOptions {
  readonly client: SQSClient;
  readonly endpoint: string;
  readonly traffic: QueueTraffic;
  readonly clock: Clock;
  readonly add: (observation: Observation) => void;
  readonly onError: ErrorReport;
}

/** Samples the depth and age of queues each second while messages are there, and rests otherwise. */
export class QueueMetrics {
  readonly #options: QueueMetricsOptions;
  readonly #stopping = new AbortController();
  #lastHeld = Number.NEGATIVE_INFINITY;
  #lastSample = Number.NEGATIVE_INFINITY;

  constructor(options: QueueMetricsOptions) {
    this.#options = options;
    void this.#run();
  }

  close(): void {
    this.#stopping.abort();
  }

  async #run(): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#isDue(clock.now())) {
        await this.#sampleAll().catch((error) => signal.aborted || onError("queue metrics", error));
      }
      // Just after the second begins, so that no second is left out or sampled twice.
      const restMs = SAMPLE_EVERY_MS - (clock.now() % SAMPLE_EVERY_MS) + SAMPLE_OFFSET_MS;
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
  }

  #isDue(now: number): boolean {
    const { lastPassed } = this.#options.traffic;
    if (now - lastPassed < EMPTY_FOR_MS) return true;
    if (now - this.#lastHeld > SAMPLE_QUIET_EVERY_MS + EMPTY_FOR_MS) return false;
    return now - lastPassed < QUIET_AFTER_MS || now - this.#lastSample >= SAMPLE_QUIET_EVERY_MS;
  }

  async #sampleAll(): Promise<void> {
    this.#lastSample = this.#options.clock.now();
    for (const queue of this.#options.traffic.queues) await this.#sample(queue);
  }

  async #sample(queue: string): Promise<void> {
    const { client, endpoint, traffic, clock } = this.#options;
    // moto takes the queue from the end of the address; the account before it may be any.
    const QueueUrl = `${endpoint}/123456789012/${queue}`;
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ATTRIBUTES });
    const answer = await client.send(asked).catch((error: unknown) => {
      if (error instanceof QueueDoesNotExist) return undefined;
      throw error;
    });
    if (answer === undefined) return;
    let present = 0;
    for (const attribute of ATTRIBUTES) {
      const value = Number(answer.Attributes?.[attribute] ?? 0);
      present += value;
      this.#observe(queue, GAUGES[attribute], value, "Count");
    }
    if (present > 0) this.#lastHeld = clock.now();
    const age = traffic.oldestAgeSeconds(queue, present);
    this.#observe(queue, "ApproximateAgeOfOldestMessage", age, "Seconds");
  }

  #observe(queue: string, name: string, value: number, unit: "Count" | "Seconds"): void {
    const { add, clock } = this.#options;
    const dimensions = { QueueName: queue };
    add({ namespace: "AWS/SQS", name, value, unit, dimensions, at: clock.now() });
  }
}
