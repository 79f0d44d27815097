import { ON_DEMAND_GROWTH_MS } from "../limits.ts";
import { TABLE_RESOURCE } from "../scaling/capacity-view.ts";
import type { Billing, TableShape } from "../table/table-shape.ts";
import { type ThrottlingReason, throttlingReason } from "../throttling-reason.ts";
import { FlowGrowth } from "./flow-growth.ts";
import { type FlowLimit, type FlowPhase, secondsOfAll, takeSteadily } from "./steady-flow.ts";

const NO_READS: TakenFlow["reads"] = [];

/** The read or write capacity of a table or global index, under a flow. */
export interface CapacityLimit extends FlowLimit {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: "Read" | "Write";
  /** On demand only: how its limit grows. */
  growth: FlowGrowth | undefined;
}

/** What a flow is taken from. */
export interface FlowMeterOptions {
  readonly shape: TableShape;
  /** Seconds of unused provisioned capacity that are kept; less than 1 counts as 1. */
  readonly burstSeconds: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
  /** Write units a second that an on-demand table and its indexes sustain at once. Default 4,000, as new ones. */
  readonly sustainedUnits?: number;
}

/** What was taken of a flow. */
export interface TakenFlow {
  /** Of the writes, on the table and its indexes alike. */
  readonly writes: readonly FlowPhase<CapacityLimit>[];
  /** Of the reads of the table and of each index, by themselves; empty where no reads were asked for. */
  readonly reads: readonly (readonly FlowPhase<CapacityLimit>[])[];
}

/**
 * The capacity of one table and its global indexes under a flow that stays the same for some seconds: it
 * gives what a `TableMeter` gives that is asked in each of these seconds, in a time that does not depend
 * on how many they are. Partitions are not counted: of a flow over many keys none is the limit, and a
 * hot key is for the caller to cut.
 *
 * @example
 * const meter = new FlowMeter({ shape, burstSeconds: 300, nowMs });
 * meter.ask([200, 100], [0, 0]); // a second, of the table and of its index
 * meter.take(60).writes; // → [{ seconds: 60, share: 0.5, short: the index's write capacity }]
 */
export class FlowMeter {
  /** The table, then its global indexes, in the order of what is asked. */
  readonly resources: readonly string[];
  readonly #billings = new Map<string, string>();
  readonly #burstSeconds: number;
  readonly #sustainedUnits: number | undefined;
  readonly #writes: readonly CapacityLimit[];
  readonly #reads: readonly (readonly [CapacityLimit])[];
  #nowMs: number;
  #hasReads = false;
  /** Whether the table or an index is: then its limit may grow. */
  #isOnDemand: boolean;

  constructor({ shape, burstSeconds, nowMs, sustainedUnits }: FlowMeterOptions) {
    this.#burstSeconds = Math.max(1, burstSeconds);
    this.#sustainedUnits = sustainedUnits;
    this.#nowMs = nowMs;
    const parts = [{ name: TABLE_RESOURCE, billing: shape.billing }, ...shape.globalIndexes];
    this.resources = parts.map(({ name }) => name);
    for (const { name, billing } of parts) this.#billings.set(name, JSON.stringify(billing));
    const limit = (resource: string, access: "Read" | "Write", billing: Billing) => {
      const made = { resource, access, growth: undefined, ratePerSecond: 0, burst: 0, asked: 0 };
      // A new table has saved nothing: it begins with the capacity of one second.
      return this.#setUp({ ...made, available: 0 }, billing);
    };
    this.#writes = parts.map(({ name, billing }) => limit(name, "Write", billing));
    this.#reads = parts.map(({ name, billing }) => [limit(name, "Read", billing)]);
    this.#isOnDemand = this.#writes.some(({ growth }) => growth !== undefined);
  }

  /** Another capacity of the table or index from now on. What was saved stays, up to the new burst. */
  follow(resource: string, billing: Billing): void {
    const told = JSON.stringify(billing);
    if (this.#billings.get(resource) === told) return;
    this.#billings.set(resource, told);
    for (const limit of [...this.#writes, ...this.#reads.flat()]) {
      if (limit.resource === resource) this.#setUp(limit, billing);
    }
    this.#isOnDemand = this.#writes.some(({ growth }) => growth !== undefined);
  }

  /** What is asked in each of the coming seconds, of the table and of each index in their order. */
  ask(writeUnits: readonly number[], readUnits: readonly number[]): void {
    for (const [place, limit] of this.#writes.entries()) limit.asked = writeUnits[place] ?? 0;
    for (const [place, [limit]] of this.#reads.entries()) limit.asked = readUnits[place] ?? 0;
    this.#hasReads = this.#reads.some(([limit]) => limit.asked > 0);
  }

  /** For how many of the coming seconds all can be taken. */
  secondsOfAll(): number {
    const ofWrites = secondsOfAll(this.#writes);
    return this.#hasReads ? Math.min(ofWrites, ...this.#reads.map(secondsOfAll)) : ofWrites;
  }

  /**
   * Takes what can be had in the coming seconds; the time goes on by these.
   *
   * @param seconds a whole number
   */
  take(seconds: number): TakenFlow {
    return { writes: this.#takeWrites(seconds), reads: this.#takeReads(seconds) };
  }

  #takeWrites(seconds: number): readonly FlowPhase<CapacityLimit>[] {
    if (!this.#isOnDemand) {
      this.#nowMs += seconds * 1_000;
      return takeSteadily(this.#writes, seconds);
    }
    const writes: FlowPhase<CapacityLimit>[] = [];
    for (let left = seconds; left > 0; ) {
      const taking = Math.min(left, this.#secondsToGrowth());
      for (const phase of takeSteadily(this.#writes, taking)) {
        this.#notePeaks(phase);
        this.#nowMs += phase.seconds * 1_000;
        writes.push(phase);
      }
      left -= taking;
    }
    return writes;
  }

  #takeReads(seconds: number): TakenFlow["reads"] {
    if (!this.#hasReads) {
      for (const [limit] of this.#reads) {
        limit.available = Math.min(limit.burst, limit.available + seconds * limit.ratePerSecond);
      }
      return NO_READS;
    }
    return this.#reads.map((limits) => {
      const phases = takeSteadily(limits, seconds);
      return limits[0].asked > 0 ? phases : [];
    });
  }

  /** Whole seconds until the limit of an on-demand table or index may be another one. */
  #secondsToGrowth(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const limit of this.#writes) {
      const { growth } = limit;
      if (growth === undefined) continue;
      growth.grow(this.#nowMs);
      // What is there now is what the old limit made; the new one gives more from the next second on.
      limit.ratePerSecond = growth.limit;
      limit.burst = growth.limit;
      // What is taken from now on may be a peak itself.
      next = Math.min(next, growth.nextMs, this.#nowMs + ON_DEMAND_GROWTH_MS);
    }
    return Math.ceil((next - this.#nowMs) / 1_000);
  }

  #notePeaks({ share }: FlowPhase): void {
    for (const { growth, asked } of this.#writes) growth?.note(this.#nowMs, asked * share);
  }

  #setUp(limit: CapacityLimit, billing: Billing): CapacityLimit {
    const wasProvisioned = limit.growth === undefined && limit.ratePerSecond > 0;
    if (billing.mode === "provisioned") {
      const units = limit.access === "Write" ? billing.writeUnits : billing.readUnits;
      // An engine may say 0 where DynamoDB's least is 1.
      limit.ratePerSecond = Math.max(1, units);
      limit.burst = limit.ratePerSecond * this.#burstSeconds;
      limit.available = wasProvisioned
        ? Math.min(limit.burst, limit.available)
        : limit.ratePerSecond;
      limit.growth = undefined;
      return limit;
    }
    if (limit.access === "Read") {
      steady(limit, billing.maxReadUnits ?? Number.POSITIVE_INFINITY);
      limit.growth = new FlowGrowth(billing.maxReadUnits, Number.POSITIVE_INFINITY);
      return limit;
    }
    limit.growth = new FlowGrowth(billing.maxWriteUnits, this.#sustainedUnits);
    steady(limit, limit.growth.limit);
    return limit;
  }
}

/** DynamoDB's reason for what a limit could not give. */
export function reasonOf({ resource, access, growth }: CapacityLimit): ThrottlingReason {
  const on = resource === TABLE_RESOURCE ? "Table" : "Index";
  return throttlingReason({ on, access }, growth?.cause ?? "ProvisionedThroughputExceeded");
}

/** A limit that saves nothing: what a second leaves unused is gone. */
function steady(limit: CapacityLimit, ratePerSecond: number): void {
  limit.ratePerSecond = ratePerSecond;
  limit.burst = ratePerSecond;
  limit.available = ratePerSecond;
}
