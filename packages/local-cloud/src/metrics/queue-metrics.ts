import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import type { QueueDepth } from "../sqs/queue-depths.ts";
import type { QueueTraffic } from "../sqs/queue-traffic.ts";
import type { Observation } from "./metric-buffer.ts";
import { QueueSamples } from "./queue-samples.ts";

const SAMPLE_EVERY_MS = 1_000;
const SAMPLE_OFFSET_MS = 50;

export interface QueueMetricsOptions {
  /** What the queues hold that hold anything. */
  readonly depths: () => Promise<ReadonlyMap<string, QueueDepth>>;
  readonly traffic: QueueTraffic;
  readonly clock: Clock;
  readonly add: (observation: Observation) => void;
  readonly onError: ErrorReport;
}

/** Samples the depth and age of all queues each second, in one request. */
export class QueueMetrics {
  readonly #options: QueueMetricsOptions;
  readonly #samples = new QueueSamples();
  readonly #stopping = new AbortController();

  constructor(options: QueueMetricsOptions) {
    this.#options = options;
    void this.#run();
  }

  close(): void {
    this.#stopping.abort();
  }

  async #run(): Promise<void> {
    const { clock, onError, traffic } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (traffic.queues.length > 0) {
        await this.#sample().catch((error) => signal.aborted || onError("queue metrics", error));
      }
      // Just after the second begins, so that no second is left out or sampled twice.
      const restMs = SAMPLE_EVERY_MS - (clock.now() % SAMPLE_EVERY_MS) + SAMPLE_OFFSET_MS;
      await clock.sleep(restMs, signal).catch(() => undefined);
    }
  }

  async #sample(): Promise<void> {
    const { depths, traffic, clock, add } = this.#options;
    const found = await depths();
    for (const observation of this.#samples.take(traffic, found, clock.now())) add(observation);
  }
}
