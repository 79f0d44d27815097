import { type CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { ErrorReport } from "../error-report.ts";
import { MetricBuffer, type Observation } from "./metric-buffer.ts";

const PUT_EVERY_MS = 1_000;
/** PutMetricData's limit. */
const MAX_DATA = 1_000;

/** Puts observations into CloudWatch, one request a second for each namespace that has any. */
export class MetricPublisher {
  readonly #client: CloudWatchClient;
  readonly #onError: ErrorReport;
  readonly #buffer = new MetricBuffer();
  readonly #timer: NodeJS.Timeout;

  constructor(client: CloudWatchClient, onError: ErrorReport) {
    this.#client = client;
    this.#onError = onError;
    this.#timer = setInterval(() => void this.#put(Date.now()), PUT_EVERY_MS).unref();
  }

  add(observation: Observation): void {
    this.#buffer.add(observation);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #put(nowMs: number): Promise<void> {
    for (const [Namespace, data] of this.#buffer.drain(nowMs)) {
      for (let from = 0; from < data.length; from += MAX_DATA) {
        const MetricData = data.slice(from, from + MAX_DATA);
        try {
          await this.#client.send(new PutMetricDataCommand({ Namespace, MetricData }));
        } catch (error) {
          this.#onError(`metrics of ${Namespace} were not put`, error);
        }
      }
    }
  }
}
