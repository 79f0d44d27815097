import { type TableShape, unitsOfWrite } from "@spillway/capacity";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "../src/index.ts";

/** A transport that keeps its own count of what is sent and answered, to hold a report against. */
export class WatchedTransport implements Transport {
  requests = 0;
  /** Requests of which nothing was done, as far as the answer says. */
  failedRequests = 0;
  /** Writes sent, each as often as it was. */
  sends = 0;
  /** Writes that a throttle or an answer sent back. */
  sentBack = 0;
  /** Writes that an answer says were done. */
  done = 0;
  bytesDone = 0;
  /** Their units on the table and each index, by the table's shape, each as a new item. */
  readonly units = { table: 0, indexes: {} as Record<string, number> };
  readonly #transport: Transport;
  readonly #shape: TableShape;
  readonly #beforeEach: () => void;

  /** @param beforeEach called before each request */
  constructor(transport: Transport, shape: TableShape, beforeEach: () => void = () => {}) {
    this.#transport = transport;
    this.#shape = shape;
    this.#beforeEach = beforeEach;
  }

  async batchWrite(
    table: TargetTable,
    requests: readonly WireRequest[],
    signal?: AbortSignal,
  ): Promise<BatchWriteResult> {
    this.#beforeEach();
    this.requests += 1;
    this.sends += requests.length;
    let result: BatchWriteResult;
    try {
      result = await this.#transport.batchWrite(table, requests, signal);
    } catch (error) {
      this.failedRequests += 1;
      if (isThrottle(error)) this.sentBack += requests.length;
      throw error;
    }
    const back = new Set(result.unprocessed);
    this.sentBack += back.size;
    if (back.size === requests.length) this.failedRequests += 1;
    for (const request of requests) if (!back.has(request)) this.#count(request);
    return result;
  }

  #count({ op, attributes, bytes }: WireRequest): void {
    this.done += 1;
    this.bytesDone += bytes;
    const { table, indexes } = unitsOfWrite(
      this.#shape,
      undefined,
      op === "put" ? attributes : undefined,
    );
    this.units.table += table;
    for (const [name, units] of Object.entries(indexes)) {
      this.units.indexes[name] = (this.units.indexes[name] ?? 0) + units;
    }
  }
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && error.name === "ProvisionedThroughputExceededException";
}
