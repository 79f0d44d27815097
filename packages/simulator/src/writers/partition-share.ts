import type { HotPartition } from "../load/hot-partitions.ts";

/**
 * The writes of a hot key as its partition takes them: what it gives in a second, and up to one second's worth
 * that it has saved, as `PartitionMeter` of `@spillway/capacity`.
 */
export class PartitionShare {
  /** Of all writes, from 0 to 1. */
  readonly share: number;
  readonly #most: number;
  #saved: number;

  constructor({ share, most }: HotPartition) {
    this.share = share;
    this.#most = most;
    this.#saved = most;
  }

  /** Whether so many writes a second are more than it takes for long. */
  isAlwaysShort(writes: number): boolean {
    return writes * this.share > this.#most;
  }

  /** Of so many writes in this second, of all keys, how many it does not take. */
  over(writes: number): number {
    return Math.max(0, writes * this.share - this.#saved - this.#most);
  }

  /** How many of the key's writes it takes in this second. */
  get mostNow(): number {
    return this.#saved + this.#most;
  }

  /** Goes on by some seconds in which so many writes were sent, of all keys, each with no more than it gives. */
  take(writes: number, seconds: number): void {
    this.done(Math.min(writes * this.share, this.#saved + seconds * this.#most), seconds);
  }

  /** Goes on by some seconds in which so many of the key's writes were done. */
  done(writes: number, seconds: number): void {
    this.#saved = Math.max(0, Math.min(this.#most, this.#saved + seconds * this.#most - writes));
  }
}
