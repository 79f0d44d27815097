import { BATCH_WRITE_MAX_REQUESTS } from "@spillway/capacity";
import { letSourceGo, type PendingWrite } from "../admission/pending-write.ts";
import type { PacedKey } from "../pace/write-pacer.ts";

/** How many writes of hot keys may wait beside the others, and how many bytes of them. */
const MAX_WRITES = 20_000;
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Writes of hot keys, each key in a lane of its own: they wait for the pace of their key, so that the
 * others go on. When too many wait, the source is not read on until they are fewer.
 */
export class HotLanes {
  readonly #lanes = new Map<PacedKey, PendingWrite[]>();
  #size = 0;
  #bytes = 0;

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= MAX_WRITES || this.#bytes >= MAX_BYTES;
  }

  /** Takes a write in; one that was sent before goes ahead of those that were not. */
  park(key: PacedKey, write: PendingWrite): void {
    letSourceGo(write);
    const lane = this.#lanes.get(key) ?? [];
    this.#lanes.set(key, lane);
    if (write.sends > 0) lane.unshift(write);
    else lane.push(write);
    this.#size += 1;
    this.#bytes += write.wireBytes;
  }

  /** Hands out a batch of one lane that may go, while `accept` takes its writes. */
  takeDue(nowMs: number, accept: (write: PendingWrite) => boolean): void {
    for (const [key, lane] of this.#lanes) {
      if (key.delayUntil(nowMs, unitsOfNext(key, lane)) > 0) continue;
      let taken = 0;
      for (const write of lane.slice(0, BATCH_WRITE_MAX_REQUESTS)) {
        if (!accept(write)) break;
        key.take(nowMs, key.unitsOf(write.units));
        this.#leave(write);
        taken += 1;
      }
      lane.splice(0, taken);
      if (lane.length === 0) this.#lanes.delete(key);
      return;
    }
  }

  /** When a batch of some lane may go, in the clock's milliseconds. */
  nextDueAtMs(nowMs: number): number | undefined {
    let next: number | undefined;
    for (const [key, lane] of this.#lanes) {
      // Whole milliseconds: a moment that rounding puts too early would be waited for again and again.
      const dueAtMs = nowMs + Math.ceil(key.delayUntil(nowMs, unitsOfNext(key, lane)));
      if (next === undefined || dueAtMs < next) next = dueAtMs;
    }
    return next;
  }

  /** Hands out everything. */
  takeAll(): readonly PendingWrite[] {
    const writes = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    this.#size = 0;
    this.#bytes = 0;
    return writes;
  }

  #leave(write: PendingWrite): void {
    this.#size -= 1;
    this.#bytes -= write.wireBytes;
  }
}

function unitsOfNext(key: PacedKey, lane: readonly PendingWrite[]): number {
  let units = 0;
  for (const write of lane.slice(0, BATCH_WRITE_MAX_REQUESTS)) units += key.unitsOf(write.units);
  return units;
}
