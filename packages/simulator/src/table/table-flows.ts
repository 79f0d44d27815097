import { type CapacityUnits, FlowMeter, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import { Arrivals } from "../load/arrivals.ts";
import { type HotPartition, hotPartitions } from "../load/hot-partitions.ts";
import { type RequestUnits, requestUnits } from "../load/request-units.ts";
import type { TableLoad } from "../load/table-load.ts";
import { AtOnceFlow } from "../writers/at-once-flow.ts";
import type { RequestFlow } from "../writers/request-flow.ts";
import { writeFlow } from "../writers/write-flow.ts";

/** What the flows of a table are made of. */
export interface TableFlowsOptions {
  readonly table: TableShape;
  readonly load: TableLoad;
  readonly burstSeconds: number;
  readonly sustainedUnits: number | undefined;
}

/** The reads of the table or of one index. */
interface ReadFlow {
  /** Its place among the resources. */
  readonly place: number;
  readonly flow: AtOnceFlow;
}

/** The writes and the reads of a table and its global indexes, each on their way. */
export class TableFlows {
  /** The table, then its global indexes. */
  readonly resources: readonly string[];
  readonly units: RequestUnits;
  readonly hot: readonly HotPartition[];
  readonly writes: RequestFlow;
  readonly reads: readonly ReadFlow[];
  /** What comes in the seconds that were taken last. */
  readonly asked: { readonly writes: Arrivals; readonly reads: Arrivals };
  readonly #startMs: number;

  constructor({ table, load, burstSeconds, sustainedUnits }: TableFlowsOptions) {
    const { pattern } = load;
    const all = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
    this.resources = all.map(({ name }) => name);
    this.units = requestUnits(load, this.resources);
    this.hot = hotPartitions(load);
    this.#startMs = pattern.startMs;
    const parts = (units: readonly number[]) =>
      all.map(({ name, billing }, place) => ({
        resource: name,
        ...{ billing, units: units[place] ?? 0 },
      }));
    const common = { burstSeconds, nowMs: pattern.startMs };
    this.writes = writeFlow(
      load,
      new FlowMeter({
        ...common,
        access: "Write",
        parts: parts(this.units.write),
        ...(sustainedUnits === undefined ? {} : { sustainedUnits }),
      }),
    );
    const reads = parts(this.units.read).map((part, place) => ({
      place,
      flow: new AtOnceFlow(new FlowMeter({ ...common, access: "Read", parts: [part] })),
    }));
    this.reads =
      pattern.reads === undefined
        ? []
        : reads.filter(({ place }) => (this.units.read[place] ?? 0) > 0);
    this.asked = {
      writes: new Arrivals(pattern.writes, pattern.stepSeconds),
      reads: new Arrivals(pattern.reads ?? [], pattern.stepSeconds),
    };
  }

  /** Other provisioned units of the table or of an index from now on. */
  provision(resource: string, { readUnits, writeUnits }: CapacityUnits): void {
    this.writes.meter.provision(resource, writeUnits);
    for (const { flow } of this.reads) flow.meter.provision(resource, readUnits);
  }

  /**
   * Takes so many seconds from this moment on, a minute at the most; fewer where somebody listens to what
   * throttles, or nothing is left to do.
   *
   * @returns how many it took
   */
  take(nowMs: number, seconds: number, until: Parameters<RequestFlow["take"]>[1]): number {
    const { writes, reads } = this.asked;
    const from = (nowMs - this.#startMs) / 1_000;
    writes.goTo(from, seconds);
    if (this.reads.length === 0) return this.#shortened(from, this.writes.take(writes, until));
    reads.goTo(from, seconds);
    // What is throttled first, reads or writes, is not known before: then it goes on second by second.
    const isOpen = until.throttled && !this.#hasAllReads();
    if (isOpen) {
      writes.goTo(from, 1);
      reads.goTo(from, 1);
    }
    const took = this.#shortened(from, this.writes.take(writes, until));
    for (const { flow } of this.reads) flow.take(reads, until);
    return took;
  }

  /** What comes is what comes in the seconds that were taken. */
  #shortened(from: number, took: number): number {
    const { writes, reads } = this.asked;
    if (took < writes.seconds) writes.goTo(from, took);
    if (this.reads.length > 0 && took < reads.seconds) reads.goTo(from, took);
    return took;
  }

  #hasAllReads(): boolean {
    const { peak, seconds } = this.asked.reads;
    return this.reads.every(({ flow }) => flow.meter.hasAll(peak, seconds));
  }
}
