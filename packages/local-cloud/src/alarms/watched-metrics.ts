import type { Datapoint } from "./evaluate-alarm.ts";
import type { MetricDatum, MetricValues } from "./metric-data.ts";
import { statisticOf } from "./statistic.ts";

interface Sample {
  readonly atMs: number;
  readonly unit: string | undefined;
  readonly values: MetricValues;
}

/** More than so many samples of one metric are not kept; the oldest go. */
const MAX_SAMPLES = 50_000;

/** The latest data of those metrics that somebody watches. All others pass by. */
export class WatchedMetrics {
  readonly #samples = new Map<string, Sample[]>();
  #keepMs: ReadonlyMap<string, number> = new Map();

  /** @param keepMs for how long the data of each metric are kept, by `metricKey` */
  watch(keepMs: ReadonlyMap<string, number>): void {
    this.#keepMs = keepMs;
    for (const key of this.#samples.keys()) if (!keepMs.has(key)) this.#samples.delete(key);
  }

  /** Whether any metric is watched. */
  get isEmpty(): boolean {
    return this.#keepMs.size === 0;
  }

  /** Takes in what was put. */
  add(data: readonly MetricDatum[], nowMs: number): void {
    for (const { key, atMs = nowMs, unit, values } of data) {
      const keepMs = this.#keepMs.get(key);
      if (keepMs === undefined) continue;
      const samples = this.#samples.get(key) ?? [];
      this.#samples.set(key, samples);
      samples.push({ atMs, unit, values });
      if (samples.length > MAX_SAMPLES || (samples[0]?.atMs ?? nowMs) < nowMs - 2 * keepMs) {
        const young = samples.filter((one) => one.atMs >= nowMs - keepMs).slice(-MAX_SAMPLES / 2);
        this.#samples.set(key, young);
      }
    }
  }

  /**
   * A statistic of each of the last periods, the oldest first.
   *
   * @param endMs when the last one ends
   */
  datapoints(
    of: {
      readonly metric: string;
      readonly unit: string | undefined;
      readonly statistic: string;
      readonly periodSeconds: number;
    },
    periods: number,
    endMs: number,
  ): readonly Datapoint[] {
    const samples = (this.#samples.get(of.metric) ?? []).filter(
      ({ unit = "None" }) => of.unit === undefined || of.unit === unit,
    );
    const periodMs = of.periodSeconds * 1_000;
    return Array.from({ length: periods }, (_, index) => {
      const atMs = endMs - (periods - index) * periodMs;
      const within = samples.filter((one) => one.atMs >= atMs && one.atMs < atMs + periodMs);
      return {
        atMs,
        value: statisticOf(
          of.statistic,
          within.map(({ values }) => values),
        ),
      };
    });
  }
}
