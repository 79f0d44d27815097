import type { HotPartition } from "../load/hot-partitions.ts";

/**
 * The writes of a hot key as its partition takes them: what it gives in a second, and up to one second's worth
 * that it has saved, as `PartitionMeter` of `@spillway/capacity`.
 */
export class PartitionShare {
  readonly #share: number;
  readonly #most: number;
  #saved: number;

  constructor({ share, most }: HotPartition) {
    this.#share = share;
    this.#most = most;
    this.#saved = most;
  }

  /** Whether so many writes a second are more than it takes for long. */
  isAlwaysShort(writes: number): boolean {
    return writes * this.#share > this.#most;
  }

  /** Of so many writes in this second, of all keys, how many it does not take. */
  over(writes: number): number {
    return Math.max(0, writes * this.#share - this.#saved - this.#most);
  }

  /** Goes on by some seconds in which so many writes were sent, of all keys, each with no more than it gives. */
  take(writes: number, seconds: number): void {
    const given = Math.min(writes * this.#share, this.#saved + seconds * this.#most);
    this.#saved = Math.min(this.#most, this.#saved + seconds * this.#most - given);
  }
}
