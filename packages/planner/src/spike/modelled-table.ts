import {
  type MeasuredUnits,
  type Refusal,
  refusalByResource,
  type TableMeter,
  type TableShape,
  takeAll,
  unitsOfWrite,
} from "@spillway/capacity";
import { type AttributeMap, attributeOf, keyText } from "@spillway/item";
import type { Clock } from "@spillway/pacing";
import type { BatchWriteResult, Transport, WireRequest } from "@spillway/table-writer";
import type { ModelledServices } from "./modelled-services.ts";
import type { SpikeLog } from "./spike-log.ts";

export interface ModelledTableOptions {
  readonly clock: Clock;
  readonly services: ModelledServices;
  readonly meter: TableMeter;
  readonly log: SpikeLog;
  readonly measure?: ((request: WireRequest) => MeasuredUnits) | undefined;
}

/**
 * A table that answers `BatchWriteItem` by what its capacity allows, as `capacity-proxy` does: each write
 * takes all that it needs, or nothing; what was not done comes back in `UnprocessedItems`, and where nothing
 * was, the request is refused with the reasons.
 */
export class ModelledTable {
  readonly #options: ModelledTableOptions;
  readonly #measure: (request: WireRequest) => MeasuredUnits;

  readonly #errors = new Map<string, Error>();
  readonly #cameAtMs = new Map<string, number>();

  constructor(options: ModelledTableOptions) {
    this.#options = options;
    this.#measure = options.measure ?? ((request) => measured(options.meter.shape, request));
  }

  get shape(): TableShape {
    return this.#options.meter.shape;
  }

  /** DescribeTable. */
  async describe(): Promise<TableShape> {
    await this.#options.services.request("describe");
    return this.shape;
  }

  /** Remembers when records came that are written by and by, by their keys. */
  came(keys: Iterable<string>, atMs: number): void {
    for (const key of keys) this.#cameAtMs.set(key, atMs);
  }

  /** The way to it of a writer whose records came at `cameAtMs`; default: each when `came` says. */
  transport(cameAtMs?: number): Transport {
    const since = ({ key }: WireRequest): number => cameAtMs ?? this.#cameAtMs.get(key) ?? 0;
    return { batchWrite: (_, requests) => this.#batchWrite(requests, since) };
  }

  async #batchWrite(
    requests: readonly WireRequest[],
    since: (request: WireRequest) => number,
  ): Promise<BatchWriteResult> {
    const { clock, services, log } = this.#options;
    log.sent(requests.length);
    await services.travel("write");
    const { done, unprocessed, refusals } = this.#admit(requests);
    if (unprocessed.length > 0) await services.serve("refuse", requests.length);
    if (done.length > 0) await services.serve("write", done.length);
    const consumed = { table: 0, indexes: {} as Record<string, number> };
    for (const { write, request } of done) {
      log.written(clock.now(), clock.now() - since(request), write);
      consumed.table += write.units.table;
      for (const [index, units] of Object.entries(write.units.indexes)) {
        consumed.indexes[index] = (consumed.indexes[index] ?? 0) + units;
      }
    }
    await services.travel(done.length === 0 ? "refuse" : "write");
    if (done.length === 0) throw this.#throttled(refusals);
    return { unprocessed, consumed };
  }

  /** The error of a request of which nothing was done. Made once for each set of reasons: its stack is dear. */
  #throttled(refusals: readonly Refusal[]): Error {
    const reasons = new Map(
      refusals.map(({ reason, arn }) => [`${reason} ${arn}`, { reason, resource: arn }]),
    );
    const name = exceptionOf(refusals);
    const key = [name, ...reasons.keys()].join();
    const error = this.#errors.get(key) ?? throttled(name, [...reasons.values()]);
    this.#errors.set(key, error);
    return error;
  }

  #admit(requests: readonly WireRequest[]) {
    const { clock, meter, log } = this.#options;
    const nowMs = clock.now();
    const done: { readonly write: MeasuredUnits; readonly request: WireRequest }[] = [];
    const unprocessed: WireRequest[] = [];
    const refusals: Refusal[] = [];
    for (const request of requests) {
      const write = this.#measure(request);
      const short = takeAll(nowMs, meter.writeClaims(write));
      if (short.length === 0) {
        done.push({ write, request });
        continue;
      }
      const refused = refusalByResource(short);
      log.refused(nowMs, refused);
      unprocessed.push(request);
      refusals.push(...refused);
    }
    return { done, unprocessed, refusals };
  }
}

/** What a put of an item costs that was not there before. */
function measured(shape: TableShape, { attributes }: WireRequest): MeasuredUnits {
  const units = unitsOfWrite(shape, undefined, attributes);
  const indexPartitionKeys: Record<string, string> = {};
  for (const { name, keys } of shape.globalIndexes) {
    if (units.indexes[name] === undefined) continue;
    indexPartitionKeys[name] = textOf(attributes, keys.partitionKey.name);
  }
  const partitionKey = textOf(attributes, shape.keys.partitionKey.name);
  return { units, partitionKey, indexPartitionKeys };
}

function textOf(attributes: AttributeMap, name: string): string {
  const value = attributeOf(attributes, name);
  return (value && keyText(value)) ?? "";
}

function throttled(
  name: string,
  reasons: readonly { readonly reason: string; readonly resource: string }[],
): Error {
  const error = new Error("there is no capacity left for any write of the request");
  return Object.assign(error, { name, ThrottlingReasons: reasons });
}

function exceptionOf([first]: readonly Refusal[]): string {
  const { reason = "", provisioned = true } = first ?? {};
  if (reason.endsWith("AccountLimitExceeded")) return "RequestLimitExceeded";
  if (reason.endsWith("MaxOnDemandThroughputExceeded") || !provisioned) {
    return "ThrottlingException";
  }
  return "ProvisionedThroughputExceededException";
}
