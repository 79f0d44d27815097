import type { Reason } from "@spillway/errors";
import type { Clock } from "@spillway/pacing";
import type { WireRequest } from "../src/index.ts";

export interface FakeSpillOptions {
  readonly clock: Clock;
  /** Milliseconds until each answer. Default 10. */
  readonly latencyMs?: number;
  /** Writes that are not taken. */
  readonly refuses?: (write: WireRequest) => boolean;
  /** Calls, counted from 0, that reject. */
  readonly breaksAt?: (call: number) => boolean;
}

const FULL: Reason = { code: "QUEUE_FULL", message: "the queue is full" };

/** A spill in memory that holds the writer to its promises. */
export class FakeSpill {
  /** What it keeps, in the order in which it came. */
  readonly kept: WireRequest[] = [];
  readonly calls: (readonly WireRequest[])[] = [];
  /** Promises of the writer that were broken, in words. */
  readonly broken: string[] = [];
  maxOpen = 0;
  #open = 0;
  readonly #keysOpen = new Set<string>();
  readonly #options: FakeSpillOptions;

  constructor(options: FakeSpillOptions) {
    this.#options = options;
  }

  readonly take = async (
    writes: readonly WireRequest[],
  ): Promise<readonly (Reason | undefined)[]> => {
    const { clock, latencyMs = 10, refuses, breaksAt } = this.#options;
    const call = this.calls.length;
    this.calls.push(writes);
    if (writes.length === 0) this.broken.push("called without a write");
    if (writes.length > 100) this.broken.push(`called with ${writes.length} writes`);
    for (const { key } of writes) {
      if (this.#keysOpen.has(key)) this.broken.push(`called with ${key} while it was open`);
      this.#keysOpen.add(key);
    }
    this.#open += 1;
    this.maxOpen = Math.max(this.maxOpen, this.#open);
    await clock.sleep(latencyMs);
    this.#open -= 1;
    for (const { key } of writes) this.#keysOpen.delete(key);
    if (breaksAt?.(call)) throw new Error("no such queue");
    return writes.map((write) => {
      if (refuses?.(write)) return FULL;
      this.kept.push(write);
      return undefined;
    });
  };
}
