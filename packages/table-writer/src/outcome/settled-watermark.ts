import { tableWriterError } from "../errors.ts";
import type { SettledKind } from "../write-options.ts";

/** How many records ended in which way. */
export type SettledCounts = Readonly<Record<SettledKind, number>>;

const KINDS = ["written", "deduplicated", "rejected", "failed", "spilled"] as const;
const OPEN = 0;
const INITIAL_SIZE = 1_024;

/**
 * Records end in any order; this tells up to where in the source all of them have ended. A run that
 * begins again at `next` misses none, and the counts are those of the records before it, so that two
 * runs' counts add up to those of one.
 *
 * It keeps one byte for each record between the oldest that is open and the newest that has ended.
 *
 * @example
 * const watermark = new SettledWatermark();
 * await writeAll(source, { onSettled: ({ index }, kind) => watermark.settle(index, kind), ...options });
 * watermark.next; // the index of the first record that a later run has to read
 */
export class SettledWatermark {
  /** How the records from `next` on ended, in a ring; 0 for one that has not. */
  #ring = new Uint8Array(INITIAL_SIZE);
  #next: number;
  #settledAhead = 0;
  #limit = Number.POSITIVE_INFINITY;
  readonly #counts: Record<SettledKind, number>;

  /**
   * @param next index of the first record of the run. Default 0
   * @param counts of the records before it. Default: none
   */
  constructor(next = 0, counts: Partial<SettledCounts> = {}) {
    this.#next = next;
    const none = { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 };
    this.#counts = { ...none, ...counts };
  }

  /** All records before this index have ended; the one at it has not, or is not there. */
  get next(): number {
    return this.#next;
  }

  /** How the records before `next` ended. */
  get counts(): SettledCounts {
    return { ...this.#counts };
  }

  /** Records from `next` on that have ended; a run that begins at `next` does them again. */
  get settledAhead(): number {
    return this.#settledAhead;
  }

  /** @throws SpillwayError `SETTLED_TWICE`: a defect of whoever calls it */
  settle(index: number, kind: SettledKind): void {
    const ahead = index - this.#next;
    if (ahead >= this.#ring.length) this.#growTo(ahead + 1);
    const at = index % this.#ring.length;
    if (ahead < 0 || this.#ring[at] !== OPEN) {
      throw tableWriterError("SETTLED_TWICE", `expected record ${index} to end once; came twice`);
    }
    this.#ring[at] = KINDS.indexOf(kind) + 1;
    this.#settledAhead += 1;
    if (ahead === 0) this.#advance();
  }

  /**
   * Lets `next` go as far as this index and not beyond it, whatever has ended, so that the counts just
   * there can be had. Default: without end.
   */
  goOnTo(limit: number): void {
    this.#limit = limit;
    this.#advance();
  }

  #advance(): void {
    const ring = this.#ring;
    while (this.#next < this.#limit) {
      const at = this.#next % ring.length;
      const kind = KINDS[(ring[at] ?? OPEN) - 1];
      if (kind === undefined) return;
      ring[at] = OPEN;
      this.#counts[kind] += 1;
      this.#settledAhead -= 1;
      this.#next += 1;
    }
  }

  #growTo(size: number): void {
    const old = this.#ring;
    const grown = new Uint8Array(2 ** Math.ceil(Math.log2(size)) * 2);
    for (let index = this.#next; index < this.#next + old.length; index += 1) {
      grown[index % grown.length] = old[index % old.length] ?? OPEN;
    }
    this.#ring = grown;
  }
}
