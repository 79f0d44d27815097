import { BURST_SECONDS, PARTITION_WRITE_UNITS, TABLE_RESOURCE } from "@spillway/capacity";
import type { LoadPattern } from "@spillway/simulator";
import { type AssumedNumbers, assumedNumbers } from "../costs/assumed-numbers.ts";
import type { PlanRequest } from "../plan.ts";
import type { HotKeyShare } from "../workload/hot-key-share.ts";
import { type Allowance, leastRate } from "./least-rate.ts";
import { LoadBlocks } from "./load-blocks.ts";
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
  readonly writeBlocks: LoadBlocks;
  readonly writes: LoadSums;
  readonly reads: LoadSums;
  readonly withinSeconds: number;
  readonly burstSeconds: number;
  readonly assumed: AssumedNumbers;
  /** The table, then its global indexes. */
  readonly resources: readonly string[];
  /** Keys whose writes are other writes than those of the others; see {@link apartFromOthers}. */
  readonly hotKeys: readonly HotKeyShare[];
  readonly #rates = new Map<string, number>();

  constructor(request: PlanRequest, held?: StrategySettings) {
    const { workload, table } = request;
    this.request = request;
    this.held = held;
    this.pattern =
      workload.kind === "traffic" ? workload.pattern : patternOf(workload.name, workload.items);
    this.writeBlocks = new LoadBlocks(this.pattern.writes, this.pattern.stepSeconds);
    this.writes = writesOf(this.pattern);
    this.reads = readsOf(this.pattern);
    this.withinSeconds = withinSecondsOf(request);
    this.burstSeconds = Math.max(1, request.burstSeconds ?? BURST_SECONDS);
    this.assumed = assumedNumbers(request.assumed);
    this.resources = [TABLE_RESOURCE, ...table.shape.globalIndexes.map(({ name }) => name)];
    this.hotKeys = apartFromOthers(workload.hotKeys, (resource) => this.unitsOf(resource));
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
    return this.#writeRate("unthrottled", { atStart: 0, later: this.burstSeconds });
  }

  /** Writes a second that a queue has to be drained at, so that none waits for longer than these seconds. */
  drainRate(withinSeconds: number): number {
    const { workload } = this.request;
    if (workload.kind === "bulk") return Math.min(this.hotRate, this.writes.all / withinSeconds);
    const waits = { atStart: withinSeconds, later: withinSeconds };
    const rate = this.#once(`within ${withinSeconds}`, () => leastRate(this.writeBlocks, waits));
    // What comes again and again has to be drained before it comes again.
    const mean = workload.isRecurring ? this.writes.all / this.seconds : 0;
    // A queue is drained in order: what is behind a hot key waits for its partition too.
    return Math.min(this.hotRate, Math.max(mean, rate));
  }

  /** Writes a second at which the first hot key has all that its partition gives; infinity without one. */
  get hotRate(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.hotKeys.map((hot) => this.rateOfKey(hot)));
  }

  /** Writes a second, of all keys, at which this one has all that its partition gives. */
  rateOfKey({ index, share }: HotKeyShare): number {
    return this.#mostOf(index) / share;
  }

  /** Reads a second at which none is throttled. */
  get unthrottledReads(): number {
    const { reads, stepSeconds } = this.pattern;
    if (reads === undefined) return 0;
    return this.#once("reads", () =>
      leastRate(new LoadBlocks(reads, stepSeconds), { atStart: 0, later: this.burstSeconds }),
    );
  }

  /** What of so many writes a second hot keys leave: the rest no capacity can take. */
  readonly takenByPartitions = (perSecond: number): number => {
    if (this.hotKeys.length === 0) return perSecond;
    let taken = perSecond;
    for (const { index, share } of this.hotKeys) {
      taken -= Math.max(0, perSecond * share - this.#mostOf(index));
    }
    return Math.max(0, taken);
  };

  #writeRate(name: string, allowance: Allowance): number {
    return this.#once(name, () =>
      this.hotKeys.length > 0
        ? leastRate(this.writeBlocks, allowance, this.takenByPartitions)
        : leastRate(this.writeBlocks, allowance),
    );
  }

  /** Writes a second that one partition takes. */
  #mostOf(index: string = TABLE_RESOURCE): number {
    return PARTITION_WRITE_UNITS / this.unitsOf(index);
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

/**
 * A write has a key in the table and one in each index. Where the hot keys of several are more than all writes
 * together, some of their writes are the same: then those count that ask one partition for the most.
 */
function apartFromOthers(
  hotKeys: readonly HotKeyShare[],
  unitsOf: (resource: string) => number,
): readonly HotKeyShare[] {
  const written = hotKeys.filter(
    ({ index = TABLE_RESOURCE, share }) => share > 0 && unitsOf(index) > 0,
  );
  if (written.reduce((sum, { share }) => sum + share, 0) <= 1) return written;
  const heatOf = ({ index = TABLE_RESOURCE, share }: HotKeyShare) => share * unitsOf(index);
  const hottest = written.reduce((one, other) => (heatOf(other) > heatOf(one) ? other : one));
  const ofResource = written.filter(({ index }) => index === hottest.index);
  const sum = Math.max(
    1,
    ofResource.reduce((all, { share }) => all + share, 0),
  );
  return ofResource.map((key) => ({ ...key, share: key.share / sum }));
}

/** Items that are all there from the start: a second in which all of them come. */
function patternOf(name: string, items: number): LoadPattern {
  return { name, startMs: 0, stepSeconds: 1, writes: [items] };
}
