import type { SimulationSeries } from "./simulation-result.ts";

/** Keeps what happened in equal stretches of time. */
export class SeriesRecorder {
  readonly #startMs: number;
  readonly #resources: readonly string[];
  readonly #most: number;
  #stepSeconds: number;
  /** Points that something belongs to. */
  #length = 0;
  readonly #asked: Float64Array;
  readonly #peaks: Float64Array;
  readonly #throttled: Float64Array;
  readonly #waiting: Float64Array;
  readonly #provisioned: readonly Float64Array[];
  readonly #consumed: readonly Float64Array[];

  /** @param seconds that are expected; where there are more, points stand for longer stretches */
  constructor(startMs: number, seconds: number, points: number, resources: readonly string[]) {
    this.#startMs = startMs;
    this.#most = Math.max(1, Math.floor(points));
    // Whole minutes, so that what lasts a minute falls into one point.
    this.#stepSeconds = Math.max(60, Math.ceil(seconds / this.#most / 60) * 60);
    this.#resources = resources;
    const values = () => new Float64Array(this.#most);
    this.#asked = values();
    this.#peaks = values();
    this.#throttled = values();
    this.#waiting = values();
    this.#provisioned = resources.map(values);
    this.#consumed = resources.map(values);
  }

  /** The point that a moment belongs to. Moments go on in time. */
  pointAt(ms: number): number {
    const seconds = (ms - this.#startMs) / 1_000;
    while (seconds >= this.#most * this.#stepSeconds) this.#putTogether();
    const point = Math.floor(seconds / this.#stepSeconds);
    this.#length = point + 1;
    return point;
  }

  /** @param peak the most in one second */
  asked(point: number, writes: number, peak: number): void {
    this.#asked[point] = (this.#asked[point] ?? 0) + writes;
    this.#peaks[point] = Math.max(this.#peaks[point] ?? 0, peak);
  }

  throttled(point: number, attempts: number): void {
    this.#throttled[point] = (this.#throttled[point] ?? 0) + attempts;
  }

  waiting(point: number, writes: number): void {
    this.#waiting[point] = Math.max(this.#waiting[point] ?? 0, writes);
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
    const list = (values: Float64Array) => Array.from(values.subarray(0, this.#length));
    const perSecond = (sums: Float64Array) => list(sums).map((sum) => sum / this.#stepSeconds);
    return {
      stepSeconds: this.#stepSeconds,
      asked: perSecond(this.#asked),
      peakAsked: list(this.#peaks),
      throttled: list(this.#throttled),
      waiting: list(this.#waiting),
      resources: this.#resources.map((resource, place) => ({
        resource,
        provisioned: list(this.#provisioned[place] ?? new Float64Array()),
        consumed: perSecond(this.#consumed[place] ?? new Float64Array()),
      })),
    };
  }

  /** Two points become one: for a drain that lasts longer than the load. */
  #putTogether(): void {
    const add = (one: number, other: number) => one + other;
    for (const sums of [this.#asked, this.#throttled, ...this.#consumed]) halve(sums, add);
    for (const peaks of [this.#peaks, this.#waiting, ...this.#provisioned]) halve(peaks, Math.max);
    this.#stepSeconds *= 2;
  }
}

function halve(values: Float64Array, join: (one: number, other: number) => number): void {
  const half = Math.ceil(values.length / 2);
  for (let point = 0; point < half; point += 1) {
    values[point] = join(values[2 * point] ?? 0, values[2 * point + 1] ?? 0);
  }
  values.fill(0, half);
}
