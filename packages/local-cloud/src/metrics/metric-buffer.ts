import type { MetricDatum, StandardUnit } from "@aws-sdk/client-cloudwatch";

/** One observation of a metric. */
export interface Observation {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly unit: StandardUnit;
  readonly value: number;
  /** When it was made, in ms since 1970; counted into its whole second. */
  readonly at: number;
}

interface Summary {
  readonly observation: Observation;
  readonly second: number;
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
}

/** Sums observations up to one statistic set for each metric and second. */
export class MetricBuffer {
  #summaries = new Map<string, Summary>();

  add(observation: Observation): void {
    const { namespace, name, dimensions, value } = observation;
    const second = Math.floor(observation.at / 1_000);
    const key = JSON.stringify([second, namespace, name, dimensions]);
    const summary = this.#summaries.get(key);
    if (summary === undefined) {
      const first = { sum: value, count: 1, minimum: value, maximum: value };
      this.#summaries.set(key, { observation, second, ...first });
    } else {
      summary.sum += value;
      summary.count += 1;
      summary.minimum = Math.min(summary.minimum, value);
      summary.maximum = Math.max(summary.maximum, value);
    }
  }

  /** Takes out the seconds that ended before `nowMs`, by namespace. */
  drain(nowMs: number): Map<string, MetricDatum[]> {
    const current = Math.floor(nowMs / 1_000);
    const drained = new Map<string, MetricDatum[]>();
    for (const [key, summary] of this.#summaries) {
      if (summary.second >= current) continue;
      this.#summaries.delete(key);
      const { namespace } = summary.observation;
      const data = drained.get(namespace) ?? [];
      drained.set(namespace, data);
      data.push(datumOf(summary));
    }
    return drained;
  }
}

function datumOf({ observation, second, sum, count, minimum, maximum }: Summary): MetricDatum {
  return {
    MetricName: observation.name,
    Dimensions: Object.entries(observation.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Timestamp: new Date(second * 1_000),
    Unit: observation.unit,
    StorageResolution: 1,
    StatisticValues: { Sum: sum, SampleCount: count, Minimum: minimum, Maximum: maximum },
  };
}
