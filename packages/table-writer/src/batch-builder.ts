import {
  BATCH_WRITE_MAX_BYTES,
  BATCH_WRITE_MAX_REQUESTS,
  type WriteUnits,
} from "@spillway/capacity";
import { unitsTogether } from "./estimated-units.ts";
import type { PendingWrite } from "./pending-write.ts";

/** Kept for the table's name and what stands around the requests. */
const FRAME_BYTES = 4_096;

/** Bytes of requests that fit into one batch. DynamoDB's limit holds for what is sent, not for item sizes. */
export const BATCH_ROOM_BYTES = BATCH_WRITE_MAX_BYTES - FRAME_BYTES;

/**
 * One batch in the making: at most 25 writes, 16 MB and as many units as are given. That no two are of
 * one key is up to `WaitingWrites`, which gives out a key once until its write is final.
 */
export class BatchBuilder {
  readonly writes: PendingWrite[] = [];
  readonly #maxUnits: WriteUnits | undefined;
  #bytes = 0;
  #tableUnits = 0;
  readonly #indexUnits = new Map<string, number>();

  /** @param maxUnits the most that a batch of several writes takes on the table and on each index */
  constructor(maxUnits?: WriteUnits) {
    this.#maxUnits = maxUnits;
  }

  /** Adds a write if there is room. The first always has: an item is far below 16 MB. */
  add(write: PendingWrite): boolean {
    if (this.writes.length === BATCH_WRITE_MAX_REQUESTS) return false;
    if (this.writes.length > 0 && this.#bytes + write.wireBytes > BATCH_ROOM_BYTES) return false;
    if (this.#maxUnits !== undefined && !this.#addUnits(write, this.#maxUnits)) return false;
    this.writes.push(write);
    this.#bytes += write.wireBytes;
    return true;
  }

  #addUnits(write: PendingWrite, max: WriteUnits): boolean {
    const { table, indexes } = unitsTogether([write]);
    const onIndexes = Object.entries(indexes).map(
      ([name, units]) => [name, (this.#indexUnits.get(name) ?? 0) + units] as const,
    );
    const fits =
      this.#tableUnits + table <= max.table &&
      onIndexes.every(([name, units]) => units <= (max.indexes[name] ?? Number.POSITIVE_INFINITY));
    if (this.writes.length > 0 && !fits) return false;
    this.#tableUnits += table;
    for (const [name, units] of onIndexes) this.#indexUnits.set(name, units);
    return true;
  }
}
