import {
  BURST_SECONDS,
  type CapacityRequest,
  type CapacityView,
  FlowMeter,
  type MinuteUsage,
  type ResourceView,
  TABLE_RESOURCE,
  throttlingReason,
} from "@spillway/capacity";
import { AskedLoad, type AskedUnits } from "./load/asked-load.ts";
import { WaitingWrites } from "./load/waiting-writes.ts";
import type { ThrottledAccess } from "./policies/capacity-policy.ts";
import { Recorder } from "./result/recorder.ts";
import { resultOf } from "./result/result-of.ts";
import { SeriesRecorder } from "./result/series-recorder.ts";
import type { SimulationResult } from "./result/simulation-result.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { firstCapacities } from "./table/first-capacities.ts";
import { MinuteMetrics } from "./table/minute-metrics.ts";
import { SimulatedTable } from "./table/simulated-table.ts";

const MINUTE_MS = 60_000;
/** How long CloudWatch keeps minutes: 15 days. */
const KEPT_MINUTES = 15 * 24 * 60;
const DEFAULT_DELAY_MS = 60_000;
const DEFAULT_UPDATING_MS = 60_000;
const DEFAULT_POINTS = 720;
const NO_MINUTES: readonly MinuteUsage[] = [];

/** One run: time goes on from one moment at which something changes to the next. */
export class Simulation {
  readonly #options: SimulateOptions;
  readonly #resources: readonly string[];
  readonly #meter: FlowMeter;
  readonly #asked: AskedLoad;
  readonly #table: SimulatedTable;
  readonly #metrics: readonly MinuteMetrics[];
  readonly #recorder: Recorder;
  readonly #waiting: WaitingWrites | undefined;
  readonly #updates = { taken: 0, refused: {} as Record<string, number> };
  readonly #looksEveryMs: number;
  #nowMs: number;
  #nextLookMs: number;
  #nextMinuteMs: number;
  /** From when on the policy is asked when something is throttled; infinity while it is not. */
  #listensFromMs: number;
  /** Writes and reads a second of the step that is running. */
  #writes = 0;
  #reads = 0;
  #units: AskedUnits;
  /** Write units that are provisioned, of the table and of each index. */
  #provisioned: readonly number[];
  #askedWrites = 0;
  #lost = 0;

  constructor(options: SimulateOptions) {
    const { table, load, policy } = options;
    const { startMs, writes, stepSeconds } = load.pattern;
    this.#options = options;
    this.#nowMs = startMs;
    this.#nextMinuteMs = startMs + MINUTE_MS;
    this.#looksEveryMs = policy.decide === undefined ? 0 : wholeSeconds(policy.looksEveryMs ?? 0);
    this.#nextLookMs = this.#looksEveryMs > 0 ? startMs + this.#looksEveryMs : Infinity;
    this.#listensFromMs = policy.throttled === undefined ? Infinity : startMs;
    this.#meter = new FlowMeter({
      shape: table,
      burstSeconds: options.burstSeconds ?? BURST_SECONDS,
      nowMs: startMs,
      ...(options.sustainedUnits === undefined ? {} : { sustainedUnits: options.sustainedUnits }),
    });
    this.#resources = this.#meter.resources;
    this.#asked = new AskedLoad(load, this.#resources);
    this.#units = this.#asked.units(0, 0);
    const rules = {
      updatingMs: wholeSeconds(options.updatingMs ?? DEFAULT_UPDATING_MS),
      decreaseRule: options.decreaseRule ?? "four and one an hour",
    };
    this.#table = new SimulatedTable(firstCapacities(table), rules, startMs);
    this.#provisioned = this.#writeUnits();
    const delayMs = policy.metricDelayMs ?? DEFAULT_DELAY_MS;
    this.#metrics =
      this.#looksEveryMs === 0
        ? []
        : this.#resources.map(() => new MinuteMetrics(delayMs, policy.seesMinutes ?? KEPT_MINUTES));
    const seconds = writes.length * stepSeconds;
    const points = options.seriesPoints ?? DEFAULT_POINTS;
    const series = new SeriesRecorder(startMs, seconds, points, this.#resources);
    this.#recorder = new Recorder(this.#resources, this.#metrics, series);
    const { whenThrottled = "lost" } = load;
    this.#waiting = whenThrottled === "lost" ? undefined : new WaitingWrites(whenThrottled);
  }

  run(): SimulationResult {
    const { startMs, stepSeconds, writes, reads } = this.#options.load.pattern;
    for (let step = 0; step < writes.length; step += 1) {
      this.#writes = writes[step] ?? 0;
      this.#reads = reads?.[step] ?? 0;
      const endMs = startMs + (step + 1) * stepSeconds * 1_000;
      while (this.#nowMs < endMs) this.#goOn(endMs);
    }
    const waiting = this.#waiting;
    return resultOf({
      options: this.#options,
      resources: this.#resources,
      recorder: this.#recorder,
      table: this.#table,
      updates: this.#updates,
      asked: this.#askedWrites,
      lost: waiting?.lost ?? this.#lost,
      waiting: waiting?.count ?? 0,
      delayed: waiting?.delayed ?? 0,
      worstDelayMs: waiting?.worstDelayMs ?? 0,
      untilMs: this.#nowMs,
    });
  }

  /** To the next moment at which something changes, `endMs` at the latest. */
  #goOn(endMs: number): void {
    const nextMs = Math.min(
      endMs,
      this.#nextMinuteMs,
      this.#nextLookMs,
      this.#table.updatingUntilMs,
      this.#listensFromMs > this.#nowMs ? this.#listensFromMs : Infinity,
    );
    const isListening = this.#isListening();
    const throttled = this.#take((nextMs - this.#nowMs) / 1_000);
    if (isListening && throttled.length > 0) this.#tell(throttled);
    if (this.#nowMs >= this.#table.updatingUntilMs) this.#settle();
    if (this.#nowMs === this.#nextMinuteMs) {
      this.#nextMinuteMs += MINUTE_MS;
      this.#listenFrom(Math.min(this.#listensFromMs, this.#nowMs));
      for (const metrics of this.#metrics) metrics.close(this.#nowMs);
    }
    if (this.#nowMs === this.#nextLookMs) {
      this.#nextLookMs += this.#looksEveryMs;
      this.#send(this.#options.policy.decide?.(this.#view(true)) ?? []);
    }
  }

  /** Takes so many seconds of the load, or fewer: up to the first that somebody has to look at. */
  #take(most: number): readonly ThrottledAccess[] {
    const waiting = this.#waiting;
    const again = waiting?.attemptsASecond ?? 0;
    const attempts = this.#writes + again;
    const cut = this.#asked.cutByPartitions(attempts);
    const isCut = cut.length > 0;
    let rate = attempts;
    for (const { writes } of cut) rate -= writes;
    if (rate !== this.#units.writes || this.#reads !== this.#units.reads) {
      this.#units = this.#asked.units(rate, this.#reads);
      this.#meter.ask(this.#units.write, this.#units.read);
    }
    let seconds = most;
    if (waiting !== undefined) {
      const quiet = waiting.count > 0 || isCut ? 1 : Math.max(1, this.#meter.secondsOfAll());
      seconds = Math.min(seconds, quiet);
    }
    if (this.#isListening()) {
      seconds = Math.min(seconds, this.#meter.secondsOfAll() + 1);
    }
    const point = this.#recorder.series.pointAt(this.#nowMs);
    const before = this.#recorder.writes.done;
    const taken = this.#meter.take(seconds);
    const throttled = this.#recorder.add(taken, this.#units, point);
    const done = this.#recorder.writes.done - before;
    this.#askedWrites += this.#writes * seconds;
    this.#recorder.series.asked(point, this.#writes, seconds);
    for (const { resource, writes } of cut) this.#refuse(resource, writes * seconds, point);
    this.#recorder.series.provisioned(point, this.#provisioned);
    if (waiting === undefined) {
      this.#lost += attempts * seconds - done;
    } else if (waiting.count > 0 || done < attempts * seconds) {
      // Of the attempts, those that were tried again had the same luck as those that were new.
      const share = attempts > 0 ? done / (attempts * seconds) : 1;
      waiting.done(this.#nowMs, again * share * seconds);
      waiting.add(this.#nowMs, this.#writes * (1 - share) * seconds);
      waiting.giveUp(this.#nowMs + seconds * 1_000);
    }
    this.#nowMs += seconds * 1_000;
    return throttled;
  }

  #refuse(resource: string, attempts: number, point: number): void {
    const on = resource === TABLE_RESOURCE ? "Table" : "Index";
    const reason = throttlingReason({ on, access: "Write" }, "KeyRangeThroughputExceeded");
    this.#recorder.throttle(resource, reason, attempts);
    this.#recorder.writes.throttled += attempts;
    this.#recorder.series.throttled(point, attempts);
  }

  #tell(throttled: readonly ThrottledAccess[]): void {
    const { policy } = this.#options;
    this.#listensFromMs = Infinity;
    this.#send(policy.throttled?.(this.#view(false), throttled) ?? []);
  }

  #send(requests: readonly CapacityRequest[]): void {
    const { policy } = this.#options;
    for (const request of requests) {
      const refusal = this.#table.update(request, this.#nowMs);
      if (refusal === undefined) {
        this.#updates.taken += 1;
        policy.taken?.(request, this.#nowMs);
        if (this.#nowMs >= this.#table.updatingUntilMs) this.#settle();
      } else {
        const { refused } = this.#updates;
        refused[refusal.code] = (refused[refusal.code] ?? 0) + 1;
        policy.refused?.(request, refusal, this.#nowMs);
      }
    }
  }

  #settle(): void {
    for (const { resource, to } of this.#table.settle(this.#nowMs)) {
      this.#meter.follow(resource, { mode: "provisioned", ...to });
    }
    this.#provisioned = this.#writeUnits();
    // In the first second of a new capacity there is what the old one had made: that is no lack of the new.
    this.#listenFrom(this.#nowMs + 1_000);
  }

  #listenFrom(ms: number): void {
    if (this.#options.policy.throttled !== undefined) this.#listensFromMs = ms;
  }

  #isListening(): boolean {
    return this.#nowMs >= this.#listensFromMs && !this.#table.isUpdating;
  }

  #writeUnits(): readonly number[] {
    return this.#resources.map((resource) => this.#table.capacity(resource).writeUnits);
  }

  #view(withMinutes: boolean): CapacityView {
    const resources = new Map<string, ResourceView>();
    for (const [place, resource] of this.#resources.entries()) {
      const provisioned = this.#table.capacity(resource);
      const seen = withMinutes ? this.#metrics[place]?.view(this.#nowMs, provisioned) : undefined;
      resources.set(resource, seen ?? { provisioned, minutes: NO_MINUTES });
    }
    return { nowMs: this.#nowMs, isUpdating: this.#table.isUpdating, resources };
  }
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1_000) * 1_000;
}
