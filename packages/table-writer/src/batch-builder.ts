import { BATCH_WRITE_MAX_BYTES, BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import type { PendingWrite } from "./pending-write.ts";

/** Kept for the table's name and what stands around the requests. */
const FRAME_BYTES = 4_096;

/** Bytes of requests that fit into one batch. DynamoDB's limit holds for what is sent, not for item sizes. */
export const BATCH_ROOM_BYTES = BATCH_WRITE_MAX_BYTES - FRAME_BYTES;

/**
 * One batch in the making: at most 25 writes and 16 MB. That no two are of one key is up to
 * `WaitingWrites`, which gives out a key once until its write is final.
 */
export class BatchBuilder {
  readonly writes: PendingWrite[] = [];
  #bytes = 0;

  /** Adds a write if there is room. The first always has: an item is far below 16 MB. */
  add(write: PendingWrite): boolean {
    if (this.writes.length === BATCH_WRITE_MAX_REQUESTS) return false;
    if (this.writes.length > 0 && this.#bytes + write.wireBytes > BATCH_ROOM_BYTES) return false;
    this.writes.push(write);
    this.#bytes += write.wireBytes;
    return true;
  }
}
