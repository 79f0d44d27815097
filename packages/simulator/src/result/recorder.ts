import {
  type CapacityLimit,
  type CapacityUnits,
  type FlowPhase,
  reasonOf,
  type TakenFlow,
  type ThrottlingReason,
} from "@spillway/capacity";
import type { AskedUnits } from "../load/asked-load.ts";
import type { ThrottledAccess } from "../policies/capacity-policy.ts";
import type { MinuteMetrics } from "../table/minute-metrics.ts";
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

/** Sums up what was asked, taken and refused. */
export class Recorder {
  readonly series: SeriesRecorder;
  readonly #sums: readonly Sums[];
  readonly #throttles = new Map<string, ThrottleCount>();
  readonly writes = { done: 0, throttled: 0 };
  readonly reads = { done: 0, throttled: 0 };

  constructor(
    resources: readonly string[],
    metrics: readonly (MinuteMetrics | undefined)[],
    series: SeriesRecorder,
  ) {
    this.series = series;
    this.#sums = resources.map((resource, place) => ({
      resource,
      consumed: { readUnits: 0, writeUnits: 0 },
      peak: { readUnits: 0, writeUnits: 0 },
      metrics: metrics[place],
    }));
  }

  /** Adds what was taken of what was asked for in each second of it. @returns what was throttled */
  add(taken: TakenFlow, asked: AskedUnits, point: number): readonly ThrottledAccess[] {
    const throttled: ThrottledAccess[] = [];
    for (const phase of taken.writes) {
      const { seconds, share } = phase;
      this.writes.done += asked.writes * share * seconds;
      for (let place = 0; place < this.#sums.length; place += 1) {
        const sums = this.#sums[place] as Sums;
        const rate = (asked.write[place] ?? 0) * share;
        sums.consumed.writeUnits += rate * seconds;
        if (rate > sums.peak.writeUnits) sums.peak.writeUnits = rate;
        if (sums.metrics !== undefined) sums.metrics.running.writeUnits += rate * seconds;
        this.series.consumed(point, place, rate * seconds);
      }
      if (share < 1) this.#refuse(phase, asked.writes, point, throttled);
    }
    if (taken.reads.length === 0) return throttled;
    for (const [place, sums] of this.#sums.entries()) {
      for (const phase of taken.reads[place] ?? []) {
        const rate = (asked.read[place] ?? 0) * phase.share;
        sums.consumed.readUnits += rate * phase.seconds;
        if (rate > sums.peak.readUnits) sums.peak.readUnits = rate;
        if (sums.metrics !== undefined) sums.metrics.running.readUnits += rate * phase.seconds;
        this.reads.done += asked.reads * phase.share * phase.seconds;
        if (phase.share < 1) this.#refuse(phase, asked.reads, point, throttled);
      }
    }
    return throttled;
  }

  /** Adds attempts to write that were refused. */
  throttle(resource: string, reason: ThrottlingReason, events: number): void {
    const key = `${resource} ${reason}`;
    const before = this.#throttles.get(key)?.events ?? 0;
    this.#throttles.set(key, { resource, reason, events: before + events });
    const metrics = this.#sums.find((sums) => sums.resource === resource)?.metrics;
    if (metrics === undefined) return;
    metrics.running[reason.includes("Write") ? "writes" : "reads"] += events;
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

  #refuse(
    { seconds, share, short }: FlowPhase<CapacityLimit>,
    rate: number,
    point: number,
    throttled: ThrottledAccess[],
  ): void {
    const events = rate * (1 - share) * seconds;
    if (events < NONE) return;
    for (const limit of short) {
      this.throttle(limit.resource, reasonOf(limit), events);
      const access = limit.access === "Write" ? "write" : "read";
      throttled.push({ resource: limit.resource, access });
    }
    if (short[0]?.access === "Write") {
      this.writes.throttled += events;
      this.series.throttled(point, events);
    } else {
      this.reads.throttled += events;
    }
  }
}
