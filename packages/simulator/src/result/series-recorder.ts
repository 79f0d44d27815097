import type { SimulationSeries } from "./simulation-result.ts";

/** Keeps what happened in equal stretches of time. */
export class SeriesRecorder {
  readonly #startMs: number;
  readonly #stepSeconds: number;
  readonly #resources: readonly string[];
  readonly #asked: Float64Array;
  readonly #peaks: Float64Array;
  readonly #throttled: Float64Array;
  readonly #provisioned: readonly Float64Array[];
  readonly #consumed: readonly Float64Array[];

  constructor(startMs: number, seconds: number, points: number, resources: readonly string[]) {
    this.#startMs = startMs;
    // Whole minutes, so that what lasts a minute falls into one point.
    this.#stepSeconds = Math.max(60, Math.ceil(seconds / Math.max(1, points) / 60) * 60);
    const length = Math.ceil(seconds / this.#stepSeconds);
    this.#resources = resources;
    this.#asked = new Float64Array(length);
    this.#peaks = new Float64Array(length);
    this.#throttled = new Float64Array(length);
    this.#provisioned = resources.map(() => new Float64Array(length));
    this.#consumed = resources.map(() => new Float64Array(length));
  }

  /** The point that a moment belongs to. */
  pointAt(ms: number): number {
    return Math.floor((ms - this.#startMs) / 1_000 / this.#stepSeconds);
  }

  asked(point: number, perSecond: number, seconds: number): void {
    this.#asked[point] = (this.#asked[point] ?? 0) + perSecond * seconds;
    this.#peaks[point] = Math.max(this.#peaks[point] ?? 0, perSecond);
  }

  throttled(point: number, attempts: number): void {
    this.#throttled[point] = (this.#throttled[point] ?? 0) + attempts;
  }

  consumed(point: number, place: number, writeUnits: number): void {
    const values = this.#consumed[place];
    if (values !== undefined) values[point] = (values[point] ?? 0) + writeUnits;
  }

  /** @param writeUnits of the table, then of its indexes */
  provisioned(point: number, writeUnits: readonly number[]): void {
    for (let place = 0; place < writeUnits.length; place += 1) {
      const values = this.#provisioned[place] as Float64Array;
      values[point] = Math.max(values[point] ?? 0, writeUnits[place] ?? 0);
    }
  }

  series(): SimulationSeries {
    const perSecond = (sums: Float64Array) => Array.from(sums, (sum) => sum / this.#stepSeconds);
    return {
      stepSeconds: this.#stepSeconds,
      asked: perSecond(this.#asked),
      peakAsked: Array.from(this.#peaks),
      throttled: Array.from(this.#throttled),
      resources: this.#resources.map((resource, place) => ({
        resource,
        provisioned: Array.from(this.#provisioned[place] ?? []),
        consumed: perSecond(this.#consumed[place] ?? new Float64Array()),
      })),
    };
  }
}
