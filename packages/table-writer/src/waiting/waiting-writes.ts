import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import type { PendingWrite } from "../admission/pending-write.ts";
import { BATCH_ROOM_BYTES } from "./batch-builder.ts";

/** After so many keys that were let go the map is made anew, and not before as many as it has are gone. */
const RENEW_AFTER = 1_024;

/** What is known of a key. It is held, or a write of it is ready. */
interface Slot {
  /** The one that is ready, or of a held key the one that waits behind it. */
  write: PendingWrite | undefined;
  isHeld: boolean;
}

/**
 * New work that has not been sent, and the order of each key's writes.
 *
 * A key is held from the moment that its write goes into a batch until that write is final, retries
 * included. A write whose key is held waits: so two writes of one key are never in one batch, nor in
 * flight at the same time, and the later one lands last. Of two that wait for one key the later
 * replaces the earlier.
 */
export class WaitingWrites {
  #slots = new Map<string, Slot>();
  /** Those with a write that is ready, oldest first. */
  readonly #ready: Slot[] = [];
  #readyBytes = 0;
  /** Keys that were let go since the map was made. */
  #releases = 0;

  /** Takes a write in; gives back the one that it replaces, if any. */
  offer(write: PendingWrite): PendingWrite | undefined {
    const { key } = write.request;
    const slot = this.#slots.get(key);
    if (slot === undefined) {
      const made = { write, isHeld: false };
      this.#slots.set(key, made);
      this.#ready.push(made);
      this.#readyBytes += write.wireBytes;
      return undefined;
    }
    const replaced = slot.write;
    slot.write = write;
    if (!slot.isHeld) this.#readyBytes += write.wireBytes - (replaced?.wireBytes ?? 0);
    return replaced;
  }

  /** Whether a write of this key is open: one that was handed out and is not final, or one that is ready. */
  has(key: string): boolean {
    return this.#slots.has(key);
  }

  /** Whether as much is ready as one batch can hold. */
  get fillsBatch(): boolean {
    return this.#ready.length >= BATCH_WRITE_MAX_REQUESTS || this.#readyBytes >= BATCH_ROOM_BYTES;
  }

  /** Hands out writes that are ready, oldest first, while `accept` takes them; their keys are held. */
  take(accept: (write: PendingWrite) => boolean): void {
    let taken = 0;
    for (const slot of this.#ready) {
      if (slot.write !== undefined && !accept(slot.write)) break;
      this.#hold(slot);
      taken += 1;
    }
    this.#ready.splice(0, taken);
  }

  /** Hands out the write of a key if it is ready; the key is held. */
  takeKey(key: string): PendingWrite | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined || slot.isHeld) return undefined;
    const { write } = slot;
    this.#hold(slot);
    this.#ready.splice(this.#ready.lastIndexOf(slot), 1);
    return write;
  }

  /** A held key's write is final: the one that waited behind it, if any, is ready now. */
  release(key: string): void {
    const slot = this.#slots.get(key);
    if (slot === undefined || !slot.isHeld) return;
    if (slot.write === undefined) {
      this.#slots.delete(key);
      this.#releases += 1;
      if (this.#releases >= Math.max(RENEW_AFTER, this.#slots.size)) this.#renew();
      return;
    }
    slot.isHeld = false;
    this.#ready.push(slot);
    this.#readyBytes += slot.write.wireBytes;
  }

  /** Hands out the write that waits behind a held key, to take its predecessor's place. */
  takeSuccessor(key: string): PendingWrite | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined || !slot.isHeld) return undefined;
    const successor = slot.write;
    slot.write = undefined;
    return successor;
  }

  /**
   * V8 replaces the table behind a map every so often, and the old one points to the new one: once one
   * has grown old, all that follow it stay until the whole heap is collected, and their keys with them.
   * A map that is made anew is pointed to by none.
   */
  #renew(): void {
    this.#slots = new Map(this.#slots);
    this.#releases = 0;
  }

  #hold(slot: Slot): void {
    this.#readyBytes -= slot.write?.wireBytes ?? 0;
    slot.write = undefined;
    slot.isHeld = true;
  }
}
