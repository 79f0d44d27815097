import { BURST_SECONDS, PARTITION_WRITE_UNITS, TABLE_RESOURCE } from "@spillway/capacity";
import type { LoadPattern } from "@spillway/simulator";
import { type AssumedNumbers, assumedNumbers } from "../costs/assumed-numbers.ts";
import type { PlanRequest } from "../plan.ts";
import { type Allowance, leastRate } from "./least-rate.ts";
import { type LoadSums, readsOf, writesOf } from "./load-needs.ts";
import type { StrategySettings } from "./strategy-plan.ts";

/** The use that steered capacity is brought to, in percent. */
export const TARGET_PERCENT = 70;

/** SQS's longest delay; and an hour for a file. */
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const WITHIN_SECONDS = { traffic: 900, bulk: 3_600 } as const;

/** The longest that a write may wait, or a file may take, in seconds. */
export function withinSecondsOf({ withinSeconds, workload }: PlanRequest): number {
  return withinSeconds ?? WITHIN_SECONDS[workload.kind];
}

/** What every strategy of one request needs to know; what takes a pass over the pattern is found once. */
export class Planning {
  readonly request: PlanRequest;
  /** What a strategy has, where it is planned again with just that. */
  readonly held: StrategySettings | undefined;
  readonly pattern: LoadPattern;
  readonly writes: LoadSums;
  readonly reads: LoadSums;
  readonly withinSeconds: number;
  readonly burstSeconds: number;
  readonly assumed: AssumedNumbers;
  /** The table, then its global indexes. */
  readonly resources: readonly string[];
  readonly #rates = new Map<string, number>();

  constructor(request: PlanRequest, held?: StrategySettings) {
    const { workload, table } = request;
    this.request = request;
    this.held = held;
    this.pattern =
      workload.kind === "traffic" ? workload.pattern : patternOf(workload.name, workload.items);
    this.writes = writesOf(this.pattern);
    this.reads = readsOf(this.pattern);
    this.withinSeconds = withinSecondsOf(request);
    this.burstSeconds = Math.max(1, request.burstSeconds ?? BURST_SECONDS);
    this.assumed = assumedNumbers(request.assumed);
    this.resources = [TABLE_RESOURCE, ...table.shape.globalIndexes.map(({ name }) => name)];
  }

  /** Seconds that the load comes over: 0 where all is there from the start. */
  get seconds(): number {
    if (this.request.workload.kind === "bulk") return 0;
    return this.pattern.writes.length * this.pattern.stepSeconds;
  }

  /** Write units of one write, of the table or of an index. */
  unitsOf(resource: string): number {
    const { item } = this.request.workload;
    return resource === TABLE_RESOURCE ? item.writeUnits : (item.indexWriteUnits[resource] ?? 0);
  }

  /** Write units that a table or index needs for so many writes a second, whole ones, 1 at least. */
  unitsFor(resource: string, writesPerSecond: number): number {
    return wholeUnits(this.unitsOf(resource) * writesPerSecond);
  }

  /** Writes a second at which nothing is throttled for lack of capacity, with the burst. */
  get unthrottledRate(): number {
    return this.#writeRate("unthrottled", { atStart: 0, later: this.burstSeconds - 1 });
  }

  /** Writes a second that a queue has to be drained at, so that none waits for longer than these seconds. */
  drainRate(withinSeconds: number): number {
    if (this.request.workload.kind === "bulk") return this.writes.all / withinSeconds;
    const waits = { atStart: withinSeconds, later: withinSeconds };
    return this.#writeRate(`within ${withinSeconds}`, waits);
  }

  /** Reads a second at which none is throttled. */
  get unthrottledReads(): number {
    const { reads, stepSeconds } = this.pattern;
    if (reads === undefined) return 0;
    return this.#once("reads", () =>
      leastRate(reads, stepSeconds, { atStart: 0, later: this.burstSeconds - 1 }),
    );
  }

  /** What of so many writes a second hot keys leave: the rest no capacity can take. */
  readonly takenByPartitions = (perSecond: number): number => {
    let taken = perSecond;
    for (const { index, share } of this.request.workload.hotKeys) {
      const most = PARTITION_WRITE_UNITS / this.unitsOf(index ?? TABLE_RESOURCE);
      taken -= Math.max(0, perSecond * share - most);
    }
    return Math.max(0, taken);
  };

  #writeRate(name: string, allowance: Allowance): number {
    const { writes, stepSeconds } = this.pattern;
    const hasHotKeys = this.request.workload.hotKeys.length > 0;
    return this.#once(name, () =>
      hasHotKeys
        ? leastRate(writes, stepSeconds, allowance, this.takenByPartitions)
        : leastRate(writes, stepSeconds, allowance),
    );
  }

  #once(name: string, find: () => number): number {
    const known = this.#rates.get(name) ?? find();
    this.#rates.set(name, known);
    return known;
  }
}

/** Units are whole, and 1 at least; what is above a whole number by a rounding is that number. */
export function wholeUnits(units: number): number {
  return Math.max(1, Math.ceil(units * (1 - 1e-10)));
}

/** Items that are all there from the start: a second in which all of them come. */
function patternOf(name: string, items: number): LoadPattern {
  return { name, startMs: 0, stepSeconds: 1, writes: [items] };
}
