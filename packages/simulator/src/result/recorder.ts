import {
  type CapacityUnits,
  reasonOf,
  TABLE_RESOURCE,
  type ThrottlingReason,
  throttlingReason,
} from "@spillway/capacity";
import type { ThrottledAccess } from "../policies/capacity-policy.ts";
import type { MinuteMetrics } from "../table/minute-metrics.ts";
import type { TableFlows } from "../table/table-flows.ts";
import type { RequestFlow } from "../writers/request-flow.ts";
import type { SeriesRecorder } from "./series-recorder.ts";
import type { ThrottleCount } from "./simulation-result.ts";

/** What is summed up of one table or index. */
interface Sums {
  readonly resource: string;
  readonly consumed: { readUnits: number; writeUnits: number };
  readonly peak: { readUnits: number; writeUnits: number };
  readonly metrics: MinuteMetrics | undefined;
}

/** Fewer attempts than this are roundings of double numbers. */
const NONE = 1e-6;
const NOTHING: readonly ThrottledAccess[] = [];

/** Sums up what was asked, taken and refused. */
export class Recorder {
  readonly series: SeriesRecorder;
  readonly #flows: TableFlows;
  readonly #sums: readonly Sums[];
  readonly #throttles = new Map<
    string,
    { -readonly [Key in keyof ThrottleCount]: ThrottleCount[Key] }
  >();
  readonly writes = { asked: 0, done: 0, throttled: 0, mostWaiting: 0 };
  readonly reads = { asked: 0, done: 0, throttled: 0 };

  constructor(
    flows: TableFlows,
    metrics: readonly (MinuteMetrics | undefined)[],
    series: SeriesRecorder,
  ) {
    this.series = series;
    this.#flows = flows;
    this.#sums = flows.resources.map((resource, place) => ({
      resource,
      consumed: { readUnits: 0, writeUnits: 0 },
      peak: { readUnits: 0, writeUnits: 0 },
      metrics: metrics[place],
    }));
  }

  /**
   * Adds what became of the seconds that were taken last, from this moment on.
   *
   * @param provisioned write units, of the table and of each index
   * @returns what was throttled
   */
  add(nowMs: number, provisioned: readonly number[]): readonly ThrottledAccess[] {
    const flows = this.#flows;
    const point = this.series.pointAt(nowMs);
    this.series.provisioned(point, provisioned);
    const { writes, reads } = flows.asked;
    this.writes.asked += writes.sum;
    this.series.asked(point, writes.sum, writes.peak);
    let throttled = this.#addWrites(flows.writes, point);
    if (flows.reads.length === 0) return throttled;
    this.reads.asked += reads.sum;
    for (const { flow, place } of flows.reads) {
      throttled = [...throttled, ...this.#addReads(flow, place)];
    }
    return throttled;
  }

  /** Attempts that were refused, by resource and reason, most first. */
  throttles(): readonly ThrottleCount[] {
    return [...this.#throttles.values()].sort((one, other) => other.events - one.events);
  }

  /** What was consumed of a table or index, and the most of it in a second. */
  consumed(place: number): { readonly all: CapacityUnits; readonly peak: CapacityUnits } {
    const none = { readUnits: 0, writeUnits: 0 };
    const sums = this.#sums[place];
    return { all: sums?.consumed ?? none, peak: sums?.peak ?? none };
  }

  #addWrites(flow: RequestFlow, point: number): readonly ThrottledAccess[] {
    const { sums } = flow;
    const { write } = this.#flows.units;
    this.writes.done += sums.done;
    for (let place = 0; place < this.#sums.length; place += 1) {
      const { consumed, peak, metrics } = this.#sums[place] as Sums;
      const units = write[place] ?? 0;
      consumed.writeUnits += units * sums.done;
      if (units * sums.peak > peak.writeUnits) peak.writeUnits = units * sums.peak;
      if (metrics !== undefined) metrics.running.writeUnits += units * sums.done;
      this.series.consumed(point, place, units * sums.done);
    }
    if (sums.mostWaiting > 0) {
      this.writes.mostWaiting = Math.max(this.writes.mostWaiting, sums.mostWaiting);
      this.series.waiting(point, sums.mostWaiting);
    }
    this.#cut(flow, point);
    const throttled = sums.throttled >= NONE ? this.#refuse(flow) : NOTHING;
    if (throttled.length > 0) {
      this.writes.throttled += sums.throttled;
      this.series.throttled(point, sums.throttled);
    }
    sums.reset();
    return throttled;
  }

  #addReads(flow: RequestFlow, place: number): readonly ThrottledAccess[] {
    const { sums } = flow;
    const { consumed, peak, metrics } = this.#sums[place] as Sums;
    const units = this.#flows.units.read[place] ?? 0;
    consumed.readUnits += units * sums.done;
    if (units * sums.peak > peak.readUnits) peak.readUnits = units * sums.peak;
    if (metrics !== undefined) metrics.running.readUnits += units * sums.done;
    this.reads.done += sums.done;
    const throttled = sums.throttled >= NONE ? this.#refuse(flow) : NOTHING;
    if (throttled.length > 0) this.reads.throttled += sums.throttled;
    sums.reset();
    return throttled;
  }

  /** What partitions of hot keys refused: no capacity that is provisioned would change it. */
  #cut({ sums }: RequestFlow, point: number): void {
    for (const [place, { resource }] of this.#flows.hot.entries()) {
      const events = sums.cut[place] ?? 0;
      if (events === 0) continue;
      const on = resource === TABLE_RESOURCE ? "Table" : "Index";
      const reason = throttlingReason({ on, access: "Write" }, "KeyRangeThroughputExceeded");
      this.#count(resource, reason, events);
      this.writes.throttled += events;
      this.series.throttled(point, events);
    }
  }

  #refuse({ meter, sums }: RequestFlow): readonly ThrottledAccess[] {
    const throttled: ThrottledAccess[] = [];
    for (const [place, limit] of meter.limits.entries()) {
      const events = sums.refused[place] ?? 0;
      if (events === 0) continue;
      this.#count(limit.resource, reasonOf(limit), events);
      const access = limit.access === "Write" ? "write" : "read";
      throttled.push({ resource: limit.resource, access });
    }
    return throttled;
  }

  #count(resource: string, reason: ThrottlingReason, events: number): void {
    const key = `${resource} ${reason}`;
    const before = this.#throttles.get(key);
    if (before === undefined) this.#throttles.set(key, { resource, reason, events });
    else before.events += events;
    const metrics = this.#sums.find((sums) => sums.resource === resource)?.metrics;
    if (metrics === undefined) return;
    metrics.running[reason.includes("Write") ? "writes" : "reads"] += events;
  }
}
