import { TokenBucket } from "@spillway/pacing";
import { DEFAULT_TABLE_UNITS } from "../limits.ts";
import { BurstBucket } from "../meters/burst-bucket.ts";
import { OnDemandMeter } from "../meters/on-demand.ts";
import { PartitionMeter } from "../meters/partition-meter.ts";
import { unitsToTake } from "../meters/units-to-take.ts";
import type { Billing } from "../table/table-shape.ts";
import { type ThrottlingCause, throttlingReason } from "../throttling-reason.ts";
import type { Claim, Limit, Refusal } from "./limit.ts";
import type { MeteredResource } from "./metered-resource.ts";

type Bucket = Pick<Limit, "available" | "takeUpTo" | "charge" | "giveBack">;

/** What a meter is made of. */
export interface ResourceMeterOptions {
  readonly resource: MeteredResource;
  readonly arn: string;
  readonly billing: Billing;
  /** Seconds of unused provisioned capacity that are kept; less than 1 counts as 1. */
  readonly burstSeconds: number;
  /** The time now in milliseconds. */
  readonly nowMs: number;
}

/** The limits of one table or one global index, and what is left of each. */
export class ResourceMeter {
  readonly #options: ResourceMeterOptions;
  readonly #partitions = new PartitionMeter();
  #billing: Billing;
  #partitionRefusal: Refusal;
  #writes: BurstBucket | undefined;
  #reads: BurstBucket | undefined;
  /** The limits of the whole table or index, beside those of its partitions. */
  #whole: readonly Limit[] = [];

  constructor(options: ResourceMeterOptions) {
    this.#options = options;
    this.#billing = options.billing;
    this.#partitionRefusal = this.#refusal("Write", "KeyRangeThroughputExceeded");
    this.#setUp(options.nowMs);
  }

  get billing(): Billing {
    return this.#billing;
  }

  /** Takes over another capacity or mode. What was saved stays, up to the new burst. */
  follow(nowMs: number, billing: Billing): void {
    const before = this.#billing;
    if (JSON.stringify(before) === JSON.stringify(billing)) return;
    this.#billing = billing;
    if (
      billing.mode !== "provisioned" ||
      before.mode !== "provisioned" ||
      this.#writes === undefined ||
      this.#reads === undefined
    ) {
      this.#setUp(nowMs);
      return;
    }
    this.#writes.setRate(nowMs, atLeastOne(billing.writeUnits));
    this.#reads.setRate(nowMs, atLeastOne(billing.readUnits));
  }

  /** What a write of `units` to the partition of `partitionKey` needs. */
  writeClaims(partitionKey: string, units: number): readonly Claim[] {
    const partition: Limit = {
      name: `${this.#options.arn}#partition#${partitionKey}`,
      refusal: this.#partitionRefusal,
      available: (nowMs) => this.#partitions.available(nowMs, partitionKey),
      takeUpTo: (nowMs, count) => this.#partitions.takeUpTo(nowMs, partitionKey, count),
      charge: (nowMs, count) => this.#partitions.charge(nowMs, partitionKey, count),
      giveBack: (nowMs, count) => this.#partitions.giveBack(nowMs, partitionKey, count),
    };
    const claims: Claim[] = this.#whole.map((limit) => ({ limit, units }));
    claims.push({ limit: partition, units });
    return claims;
  }

  /** Why a read can't be done now; undefined when it can. */
  readRefusal(nowMs: number): Refusal | undefined {
    if (this.#reads === undefined || this.#reads.available(nowMs) > 0) return undefined;
    const cause =
      this.#billing.mode === "provisioned"
        ? "ProvisionedThroughputExceeded"
        : "MaxOnDemandThroughputExceeded";
    return this.#refusal("Read", cause);
  }

  /** Counts a read that was done. Its size is known only then, so the bucket may go below 0. */
  chargeRead(nowMs: number, units: number): void {
    this.#reads?.charge(nowMs, units);
  }

  /** Takes as many of the units of a flow of reads as can be had now, and says how many. */
  takeReadsUpTo(nowMs: number, units: number): number {
    return this.#reads === undefined ? units : this.#reads.takeUpTo(nowMs, units);
  }

  #setUp(nowMs: number): void {
    const billing = this.#billing;
    const { burstSeconds } = this.#options;
    this.#partitionRefusal = this.#refusal("Write", "KeyRangeThroughputExceeded");
    if (billing.mode === "provisioned") {
      const bucket = (units: number) =>
        new BurstBucket({ ratePerSecond: atLeastOne(units), burstSeconds, nowMs });
      this.#writes = bucket(billing.writeUnits);
      this.#reads = bucket(billing.readUnits);
      this.#whole = [this.#limit("provisioned", "ProvisionedThroughputExceeded", this.#writes)];
      return;
    }
    const { maxWriteUnits, maxReadUnits } = billing;
    this.#writes = undefined;
    // An owner's maximum saves nothing: what a second leaves unused is gone.
    this.#reads =
      maxReadUnits === undefined
        ? undefined
        : new BurstBucket({ ratePerSecond: maxReadUnits, burstSeconds: 1, nowMs });
    this.#whole = [
      ...(maxWriteUnits === undefined
        ? []
        : [
            this.#limit(
              "maximum",
              "MaxOnDemandThroughputExceeded",
              steadyBucket(nowMs, maxWriteUnits),
            ),
          ]),
      // A table that grows too fast lacks partitions, and that is the reason that DynamoDB gives.
      this.#limit("growth", "KeyRangeThroughputExceeded", new OnDemandMeter({ nowMs })),
      this.#limit("account", "AccountLimitExceeded", steadyBucket(nowMs, DEFAULT_TABLE_UNITS)),
    ];
  }

  #limit(name: string, cause: ThrottlingCause, bucket: Bucket): Limit {
    return {
      name: `${this.#options.arn}#${name}`,
      refusal: this.#refusal("Write", cause),
      available: (nowMs) => bucket.available(nowMs),
      takeUpTo: (nowMs, units) => bucket.takeUpTo(nowMs, units),
      charge: (nowMs, units) => bucket.charge(nowMs, units),
      giveBack: (nowMs, units) => bucket.giveBack(nowMs, units),
    };
  }

  #refusal(access: "Read" | "Write", cause: ThrottlingCause): Refusal {
    const { resource, arn } = this.#options;
    const on = resource.index === undefined ? "Table" : "Index";
    return {
      reason: throttlingReason({ on, access }, cause),
      resource,
      arn,
      provisioned: this.#billing.mode === "provisioned",
    };
  }
}

/** A bucket that holds no more than one second's units. */
function steadyBucket(nowMs: number, ratePerSecond: number): Bucket {
  const bucket = new TokenBucket({ ratePerSecond, capacity: ratePerSecond, nowMs });
  return {
    available: (at) => bucket.available(at),
    takeUpTo: (at, units) => {
      const taken = unitsToTake(bucket.available(at), units);
      bucket.take(at, taken);
      return taken;
    },
    charge: (at, units) => bucket.takeOnCredit(at, units),
    giveBack: (at, units) => bucket.giveBack(at, units),
  };
}

/** An engine may say 0 where DynamoDB's least is 1. */
function atLeastOne(units: number): number {
  return Math.max(1, units);
}
