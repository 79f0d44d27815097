import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import { BATCH_ROOM_BYTES } from "./batch-builder.ts";
import type { PendingWrite } from "./pending-write.ts";

/**
 * New work that has not been sent, and the order of each key's writes.
 *
 * A key is held from the moment that its write goes into a batch until that write is final, retries
 * included. A write whose key is held waits: so two writes of one key are never in one batch, nor in
 * flight at the same time, and the later one lands last. Of two that wait for one key the later
 * replaces the earlier.
 */
export class WaitingWrites {
  readonly #held = new Set<string>();
  #ready = new Map<string, PendingWrite>();
  readonly #behindHeld = new Map<string, PendingWrite>();
  #readyBytes = 0;

  /** Takes a write in; gives back the one that it replaces, if any. */
  offer(write: PendingWrite): PendingWrite | undefined {
    const { key } = write.request;
    if (this.#held.has(key)) {
      const replaced = this.#behindHeld.get(key);
      this.#behindHeld.set(key, write);
      return replaced;
    }
    const replaced = this.#ready.get(key);
    this.#ready.set(key, write);
    this.#readyBytes += write.wireBytes - (replaced?.wireBytes ?? 0);
    return replaced;
  }

  /** Whether a write of this key is open: one that was handed out and is not final, or one that is ready. */
  has(key: string): boolean {
    return this.#held.has(key) || this.#ready.has(key);
  }

  /** Whether as much is ready as one batch can hold. */
  get fillsBatch(): boolean {
    return this.#ready.size >= BATCH_WRITE_MAX_REQUESTS || this.#readyBytes >= BATCH_ROOM_BYTES;
  }

  /**
   * Hands out writes that are ready, oldest first, while `accept` takes them; their keys are held.
   *
   * What is left goes into a new map. In one that is only ever added to and deleted from, V8 makes a
   * table of the entries every so often, to which the table before points; once one of them has grown
   * old, all that follow it stay until the whole heap is collected, and every record with them.
   */
  take(accept: (write: PendingWrite) => boolean): void {
    const left = new Map<string, PendingWrite>();
    let accepts = true;
    for (const [key, write] of this.#ready) {
      accepts &&= accept(write);
      if (!accepts) {
        left.set(key, write);
        continue;
      }
      this.#readyBytes -= write.wireBytes;
      this.#held.add(key);
    }
    this.#ready = left;
  }

  /** Hands out the write of a key if it is ready; the key is held. */
  takeKey(key: string): PendingWrite | undefined {
    const write = this.#ready.get(key);
    if (write === undefined) return undefined;
    this.#ready.delete(key);
    this.#readyBytes -= write.wireBytes;
    this.#held.add(key);
    return write;
  }

  /** A held key's write is final: the one that waited behind it, if any, is ready now. */
  release(key: string): void {
    this.#held.delete(key);
    const next = this.takeSuccessor(key);
    if (next !== undefined) this.offer(next);
  }

  /** Hands out the write that waits behind a held key, to take its predecessor's place. */
  takeSuccessor(key: string): PendingWrite | undefined {
    const successor = this.#behindHeld.get(key);
    this.#behindHeld.delete(key);
    return successor;
  }
}
