import type { TableShape } from "../table/table-shape.ts";
import type { WriteUnits } from "../units/write-units.ts";
import { type Claim, type Refusal, refusalByResource, takeUpTo } from "./limit.ts";
import type { MeasuredUnits } from "./measured-units.ts";
import type { MeteredResource, ProvisionedUnits } from "./metered-resource.ts";
import { ResourceMeter } from "./resource-meter.ts";

/** What the meter of a table is made of. */
export interface TableMeterOptions {
  readonly region: string;
  readonly arn: string;
  readonly shape: TableShape;
  /** Seconds of unused provisioned capacity that are kept; less than 1 counts as 1. */
  readonly burstSeconds: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
}

/** What a table took of the writes that were asked of it. */
export interface TakenUnits {
  /** From 0, nothing, to 1, all. */
  readonly share: number;
  /** That share of the units, on the table and on each index. */
  readonly units: WriteUnits;
  /** Why it was not all: the first reason of each table and index that could not give it. */
  readonly refusals: readonly Refusal[];
}

/**
 * The capacity of one table and its global indexes as it is used up and comes back: pure, time is
 * an argument.
 *
 * @example
 * const meter = new TableMeter({ region: "us-east-1", arn, shape, burstSeconds: 300, nowMs: 0 });
 * const write = { units: unitsOfWrite(shape, undefined, item), partitionKey, indexPartitionKeys: {} };
 * takeAll(1_000, meter.writeClaims(write)); // → []: it was admitted
 */
export class TableMeter {
  /** The table, as metrics name it. */
  readonly resource: MeteredResource;
  readonly #options: TableMeterOptions;
  readonly #table: ResourceMeter;
  readonly #indexes = new Map<string, ResourceMeter>();
  #shape: TableShape;

  constructor(options: TableMeterOptions) {
    const { region, arn, shape, burstSeconds, nowMs } = options;
    this.resource = { region, table: shape.name };
    this.#options = options;
    this.#shape = shape;
    this.#table = new ResourceMeter({
      resource: this.resource,
      ...{ arn, billing: shape.billing, burstSeconds, nowMs },
    });
    this.#followIndexes(nowMs);
  }

  get shape(): TableShape {
    return this.#shape;
  }

  /** Takes over another capacity, other indexes or another billing mode, from `nowMs` on. */
  follow(nowMs: number, shape: TableShape): void {
    this.#shape = shape;
    this.#table.follow(nowMs, shape.billing);
    this.#followIndexes(nowMs);
  }

  /** What a write needs: from the table, from each index that it touches, and from their partitions. */
  writeClaims(write: MeasuredUnits): readonly Claim[] {
    const ofTable = this.#table.writeClaims(write.partitionKey, write.units.table);
    const ofIndexes = Object.entries(write.units.indexes).flatMap(([name, units]) => {
      const key = write.indexPartitionKeys[name] ?? "";
      return this.#indexes.get(name)?.writeClaims(key, units) ?? [];
    });
    return [...ofTable, ...ofIndexes];
  }

  /**
   * Takes as much of a flow of writes as can be had now: for a simulator that asks for the writes of
   * a whole step at once. `writes` holds the units of all of them to one partition; the table, its
   * indexes and their partitions give the same share of what is asked of each, the largest that all
   * of them can give, because each write is done on the table and all its indexes or not at all.
   *
   * Nothing but provisioned capacity is saved for longer than one second, so a simulator whose step
   * is longer takes what each second gives.
   *
   * @throws BUCKET_INVALID if units are below 0 or NaN
   * @example
   * // A table of 100 units a second whose index byCity has 50.
   * const writes = { units: { table: 200, indexes: { byCity: 100 } }, partitionKey, indexPartitionKeys };
   * meter.takeUpTo(1_000, writes).units; // → { table: 100, indexes: { byCity: 50 } }
   */
  takeUpTo(nowMs: number, writes: MeasuredUnits): TakenUnits {
    const { share, short } = takeUpTo(nowMs, this.writeClaims(writes));
    const { table, indexes } = writes.units;
    return {
      share,
      units: {
        table: table * share,
        indexes: Object.fromEntries(
          Object.entries(indexes).map(([name, units]) => [name, units * share]),
        ),
      },
      refusals: refusalByResource(short),
    };
  }

  /** Why a read of the table, or of one of its global indexes, can't be done now. */
  readRefusal(nowMs: number, index?: string): Refusal | undefined {
    return this.#resource(index).readRefusal(nowMs);
  }

  /** Counts a read that was done. */
  chargeRead(nowMs: number, units: number, index?: string): void {
    this.#resource(index).chargeRead(nowMs, units);
  }

  /**
   * Takes as many of the units of a flow of reads as can be had now, of the table or of one of its
   * global indexes, and says how many: for a simulator, as `takeUpTo`.
   */
  takeReadsUpTo(nowMs: number, units: number, index?: string): number {
    return this.#resource(index).takeReadsUpTo(nowMs, units);
  }

  /** The provisioned capacity of the table or of one of its global indexes. */
  provisioned(index?: string): ProvisionedUnits {
    const { billing } = this.#resource(index);
    if (billing.mode !== "provisioned") return {};
    return { writeUnits: billing.writeUnits, readUnits: billing.readUnits };
  }

  /** Whether `index` is a global index: a local one has no capacity of its own. */
  hasGlobalIndex(index: string): boolean {
    return this.#indexes.has(index);
  }

  #resource(index: string | undefined): ResourceMeter {
    return (index === undefined ? undefined : this.#indexes.get(index)) ?? this.#table;
  }

  #followIndexes(nowMs: number): void {
    const { arn, burstSeconds } = this.#options;
    const names = new Set(this.#shape.globalIndexes.map((index) => index.name));
    for (const name of this.#indexes.keys()) {
      if (!names.has(name)) this.#indexes.delete(name);
    }
    for (const { name, billing } of this.#shape.globalIndexes) {
      const known = this.#indexes.get(name);
      if (known !== undefined) {
        known.follow(nowMs, billing);
        continue;
      }
      const resource = { ...this.resource, index: name };
      this.#indexes.set(
        name,
        new ResourceMeter({
          resource,
          arn: `${arn}/index/${name}`,
          ...{ billing, burstSeconds, nowMs },
        }),
      );
    }
  }
}
