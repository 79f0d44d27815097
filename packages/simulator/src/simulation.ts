import {
  BURST_SECONDS,
  type CapacityRequest,
  type CapacityView,
  type MinuteUsage,
  type ResourceView,
} from "@spillway/capacity";
import type { TableLoad } from "./load/table-load.ts";
import type { ThrottledAccess } from "./policies/capacity-policy.ts";
import { Recorder } from "./result/recorder.ts";
import { resultOf } from "./result/result-of.ts";
import { SeriesRecorder } from "./result/series-recorder.ts";
import type { SimulationResult } from "./result/simulation-result.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { firstCapacities } from "./table/first-capacities.ts";
import { MinuteMetrics } from "./table/minute-metrics.ts";
import { SimulatedTable } from "./table/simulated-table.ts";
import { TableFlows } from "./table/table-flows.ts";

const MINUTE_MS = 60_000;
/** How long CloudWatch keeps minutes: 15 days. */
const KEPT_MINUTES = 15 * 24 * 60;
const DEFAULT_DELAY_MS = 60_000;
const DEFAULT_UPDATING_MS = 60_000;
const DEFAULT_POINTS = 720;
const DEFAULT_DRAIN_SECONDS = 30 * 24 * 3_600;
const NO_MINUTES: readonly MinuteUsage[] = [];

/** One run: time goes on from one moment at which something changes to the next. */
export class Simulation {
  readonly #options: SimulateOptions;
  readonly #flows: TableFlows;
  readonly #table: SimulatedTable;
  readonly #metrics: readonly MinuteMetrics[];
  readonly #recorder: Recorder;
  readonly #updates = { taken: 0, refused: {} as Record<string, number> };
  readonly #looksEveryMs: number;
  #nowMs: number;
  #nextLookMs: number;
  #nextMinuteMs: number;
  /** From when on the policy is asked when something is throttled; infinity while it is not. */
  #listensFromMs: number;
  /** Write units that are provisioned, of the table and of each index. */
  #provisioned: readonly number[];

  constructor(options: SimulateOptions) {
    const { table, load, policy } = options;
    const { startMs, writes, stepSeconds } = load.pattern;
    this.#options = options;
    this.#nowMs = startMs;
    this.#nextMinuteMs = startMs + MINUTE_MS;
    this.#looksEveryMs = policy.decide === undefined ? 0 : wholeSeconds(policy.looksEveryMs ?? 0);
    this.#nextLookMs = this.#looksEveryMs > 0 ? startMs + this.#looksEveryMs : Infinity;
    this.#listensFromMs = policy.throttled === undefined ? Infinity : startMs;
    this.#flows = new TableFlows({
      ...{ table, load, sustainedUnits: options.sustainedUnits },
      burstSeconds: options.burstSeconds ?? BURST_SECONDS,
    });
    const { resources } = this.#flows;
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
        : resources.map(() => new MinuteMetrics(delayMs, policy.seesMinutes ?? KEPT_MINUTES));
    const seconds = writes.length * stepSeconds;
    const points = options.seriesPoints ?? DEFAULT_POINTS;
    const series = new SeriesRecorder(startMs, seconds, points, resources);
    this.#recorder = new Recorder(this.#flows, this.#metrics, series);
  }

  run(): SimulationResult {
    const { load, drainSeconds = defaultDrainSeconds(load) } = this.#options;
    const { startMs, stepSeconds, writes } = load.pattern;
    const endMs = startMs + writes.length * stepSeconds * 1_000;
    while (this.#nowMs < endMs) this.#goOn(endMs, false);
    const latestMs = endMs + 1_000 * drainSeconds;
    while (this.#flows.writes.waiting > 0 && this.#nowMs < latestMs) this.#goOn(latestMs, true);
    return resultOf({
      options: this.#options,
      flows: this.#flows,
      recorder: this.#recorder,
      table: this.#table,
      updates: this.#updates,
      untilMs: this.#nowMs,
    });
  }

  /** To the next moment at which something changes or somebody has to look, `endMs` at the latest. */
  #goOn(endMs: number, isDraining: boolean): void {
    const nextMs = Math.min(
      endMs,
      this.#nextMinuteMs,
      this.#nextLookMs,
      this.#table.updatingUntilMs,
      this.#listensFromMs > this.#nowMs ? this.#listensFromMs : Infinity,
    );
    const until = { throttled: this.#isListening(), nothingWaits: isDraining };
    const seconds = this.#flows.take(this.#nowMs, (nextMs - this.#nowMs) / 1_000, until);
    const throttled = this.#recorder.add(this.#nowMs, this.#provisioned);
    this.#nowMs += seconds * 1_000;
    if (until.throttled && throttled.length > 0) this.#tell(throttled);
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
      this.#flows.provision(resource, to);
    }
    this.#provisioned = this.#writeUnits();
    this.#listenFrom(this.#nowMs);
  }

  #listenFrom(ms: number): void {
    if (this.#options.policy.throttled !== undefined) this.#listensFromMs = ms;
  }

  #isListening(): boolean {
    return this.#nowMs >= this.#listensFromMs && !this.#table.isUpdating;
  }

  #writeUnits(): readonly number[] {
    return this.#flows.resources.map((resource) => this.#table.capacity(resource).writeUnits);
  }

  #view(withMinutes: boolean): CapacityView {
    const resources = new Map<string, ResourceView>();
    for (const [place, resource] of this.#flows.resources.entries()) {
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

/** What is sent at once leaves nothing to wait for, but for those that try again as long as they are watched. */
function defaultDrainSeconds({ writers = "at once" }: TableLoad): number {
  return writers === "at once" ? 0 : DEFAULT_DRAIN_SECONDS;
}
