import type { TableShape } from "@spillway/capacity";
import type { Claim, Refusal } from "./limit.ts";
import type { MeasuredUnits } from "./measure-write.ts";
import { ResourceMeter } from "./resource-meter.ts";
import type { MeteredResource, ProvisionedUnits } from "./usage-ledger.ts";

/** What the meter of a table is made of. */
export interface TableMeterOptions {
  readonly region: string;
  readonly arn: string;
  readonly shape: TableShape;
  readonly burstSeconds: number;
  readonly nowMs: number;
}

/**
 * The capacity of one table and its global indexes as it is used up and comes back: pure, time is
 * an argument.
 *
 * @example
 * const meter = new TableMeter({ region: "us-east-1", arn, shape, burstSeconds: 300, nowMs: 0 });
 * const claims = meter.writeClaims(measureWrite(shape, write, undefined));
 * takeAll(1_000, claims); // → []: it was admitted
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

  /** Why a read of the table, or of one of its global indexes, can't be done now. */
  readRefusal(nowMs: number, index?: string): Refusal | undefined {
    return this.#resource(index).readRefusal(nowMs);
  }

  /** Counts a read that was done. */
  chargeRead(nowMs: number, units: number, index?: string): void {
    this.#resource(index).chargeRead(nowMs, units);
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
