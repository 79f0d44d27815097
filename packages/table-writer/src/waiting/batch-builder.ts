import {
  BATCH_WRITE_MAX_BYTES,
  BATCH_WRITE_MAX_REQUESTS,
  type WriteUnits,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import type { PendingWrite } from "../admission/pending-write.ts";

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

  #addUnits({ request, units }: PendingWrite, max: WriteUnits): boolean {
    const table = units?.table ?? writeUnitsOfBytes(request.bytes);
    const indexes = units?.indexes ?? {};
    if (this.writes.length > 0 && !this.#hasUnitsFor(table, indexes, max)) return false;
    this.#tableUnits += table;
    for (const name in indexes) this.#indexUnits.set(name, this.#onIndex(name, indexes));
    return true;
  }

  #hasUnitsFor(table: number, indexes: WriteUnits["indexes"], max: WriteUnits): boolean {
    if (this.#tableUnits + table > max.table) return false;
    for (const name in indexes) {
      const limit = max.indexes[name];
      if (limit !== undefined && this.#onIndex(name, indexes) > limit) return false;
    }
    return true;
  }

  /** Units of the batch on an index, with those of one more write. */
  #onIndex(name: string, indexes: WriteUnits["indexes"]): number {
    return (this.#indexUnits.get(name) ?? 0) + (indexes[name] ?? 0);
  }
}
