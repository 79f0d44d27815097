import { BurstBucket, PartitionMeter, type TableShape, unitsOfWrite } from "@spillway/capacity";
import { keyText } from "@spillway/item";
import type { Clock } from "@spillway/pacing";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "../src/index.ts";
import { throttle } from "./fake-table.ts";

/** How the model answers. */
export interface ModelOptions {
  readonly clock: Clock;
  readonly shape: TableShape;
  /** Milliseconds until each answer. Default 15. */
  readonly latencyMs?: (request: number) => number;
  /** Units a second that one partition key gives. Default 1,000. */
  readonly partitionUnits?: number;
  /** Seconds of unused capacity that are saved. Default 300. */
  readonly burstSeconds?: number;
}

interface Resource {
  /** Undefined for the table. */
  readonly index: string | undefined;
  readonly partitionKey: string;
  readonly bucket: BurstBucket | undefined;
  readonly partitions: PartitionMeter;
}

/** A table that throttles by DynamoDB's rules: capacity with burst, and partitions, on table and indexes. */
export class ModelTable implements Transport {
  readonly items = new Map<string, WireRequest>();
  /** Writes taken, by partition key of the table. */
  readonly taken = new Map<string, number>();
  readonly consumed = new Map<string, number>();
  requests = 0;
  /** Requests of which at least one write was refused. */
  throttledRequests = 0;
  readonly #options: ModelOptions;
  readonly #resources: readonly Resource[];

  constructor(options: ModelOptions) {
    this.#options = options;
    const { shape, clock, burstSeconds, partitionUnits } = options;
    const nowMs = clock.now();
    this.#resources = [{ ...shape, name: undefined }, ...shape.globalIndexes].map((part) => ({
      index: part.name,
      partitionKey: part.keys.partitionKey.name,
      bucket:
        part.billing.mode === "provisioned"
          ? new BurstBucket({
              ratePerSecond: part.billing.writeUnits,
              nowMs,
              ...(burstSeconds === undefined ? {} : { burstSeconds }),
            })
          : undefined,
      partitions: new PartitionMeter(
        partitionUnits === undefined ? {} : { ratePerSecond: partitionUnits },
      ),
    }));
  }

  async batchWrite(
    _table: TargetTable,
    requests: readonly WireRequest[],
    signal?: AbortSignal,
  ): Promise<BatchWriteResult> {
    const { clock, latencyMs = () => 15 } = this.#options;
    const total = latencyMs(this.requests);
    this.requests += 1;
    await clock.sleep(total / 2, signal);
    const nowMs = clock.now();
    const reasons = new Set<string>();
    const unprocessed = requests.filter((request) => !this.#admit(nowMs, request, reasons));
    const processed = requests.filter((request) => !unprocessed.includes(request));
    if (unprocessed.length > 0) this.throttledRequests += 1;
    const consumed = { table: 0, indexes: {} as Record<string, number> };
    for (const request of processed) {
      const units = this.#units(request);
      consumed.table += units.table;
      for (const [name, count] of Object.entries(units.indexes)) {
        consumed.indexes[name] = (consumed.indexes[name] ?? 0) + count;
        this.consumed.set(name, (this.consumed.get(name) ?? 0) + count);
      }
      this.consumed.set("", (this.consumed.get("") ?? 0) + units.table);
    }
    for (const request of processed) this.#store(request);
    await clock.sleep(total / 2, signal);
    if (processed.length === 0) throw throttle([...reasons]);
    return { unprocessed, consumed };
  }

  #units(request: WireRequest) {
    const before = this.items.get(request.key)?.attributes;
    return unitsOfWrite(
      this.#options.shape,
      before,
      request.op === "put" ? request.attributes : undefined,
    );
  }

  #admit(nowMs: number, request: WireRequest, reasons: Set<string>): boolean {
    const units = this.#units(request);
    const claims = this.#resources.flatMap((resource) => {
      const count = resource.index === undefined ? units.table : units.indexes[resource.index];
      const value = request.attributes[resource.partitionKey];
      const partition = value && keyText(value);
      return count === undefined ? [] : [{ resource, count, partition }];
    });
    let admitted = true;
    for (const { resource, count, partition } of claims) {
      const part = resource.index === undefined ? "Table" : "Index";
      if (resource.bucket && resource.bucket.available(nowMs) < count) {
        reasons.add(`${part}WriteProvisionedThroughputExceeded`);
        admitted = false;
      }
      if (partition !== undefined && resource.partitions.available(nowMs, partition) < count) {
        reasons.add(`${part}WriteKeyRangeThroughputExceeded`);
        admitted = false;
      }
    }
    if (!admitted) return false;
    for (const { resource, count, partition } of claims) {
      resource.bucket?.tryTake(nowMs, count);
      if (partition !== undefined) resource.partitions.tryTake(nowMs, partition, count);
    }
    return true;
  }

  #store(request: WireRequest): void {
    if (request.op === "put") this.items.set(request.key, request);
    else this.items.delete(request.key);
    const value = request.attributes[this.#options.shape.keys.partitionKey.name];
    const partition = (value && keyText(value)) ?? "";
    this.taken.set(partition, (this.taken.get(partition) ?? 0) + 1);
  }
}
