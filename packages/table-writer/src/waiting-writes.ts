import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import { BATCH_ROOM_BYTES } from "./batch-builder.ts";
import type { PendingWrite } from "./pending-write.ts";

/** After so many writes the maps are made anew. */
const RENEW_AFTER = 256;

/**
 * New work that has not been sent, and the order of each key's writes.
 *
 * A key is held from the moment that its write goes into a batch until that write is final, retries
 * included. A write whose key is held waits: so two writes of one key are never in one batch, nor in
 * flight at the same time, and the later one lands last. Of two that wait for one key the later
 * replaces the earlier.
 */
export class WaitingWrites {
  #held = new Set<string>();
  #ready = new Map<string, PendingWrite>();
  #behindHeld = new Map<string, PendingWrite>();
  #readyBytes = 0;
  #releases = 0;

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

  /** Whether as much is ready as one batch can hold. */
  get fillsBatch(): boolean {
    return this.#ready.size >= BATCH_WRITE_MAX_REQUESTS || this.#readyBytes >= BATCH_ROOM_BYTES;
  }

  /** Hands out writes that are ready, oldest first, while `accept` takes them; their keys are held. */
  take(accept: (write: PendingWrite) => boolean): void {
    for (const [key, write] of this.#ready) {
      if (!accept(write)) return;
      this.#ready.delete(key);
      this.#readyBytes -= write.wireBytes;
      this.#held.add(key);
    }
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
    this.#releases += 1;
    if (this.#releases % RENEW_AFTER === 0) this.#renew();
  }

  /** Hands out the write that waits behind a held key, to take its predecessor's place. */
  takeSuccessor(key: string): PendingWrite | undefined {
    const successor = this.#behindHeld.get(key);
    this.#behindHeld.delete(key);
    return successor;
  }

  /**
   * Where entries come and go, V8 makes a map a new table every so often, and the one before points
   * to it. Once one has grown old, all tables that follow stay until the whole heap is collected, and
   * with them every write that was ever in them. A new map has nothing before it.
   */
  #renew(): void {
    this.#held = new Set(this.#held);
    this.#ready = new Map(this.#ready);
    this.#behindHeld = new Map(this.#behindHeld);
  }
}
