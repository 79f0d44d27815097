/** What became of one write, by its partition key. */
export interface KeyAnswer {
  readonly key: string;
  /** The write's primary key: a write that comes back twice is one. */
  readonly write: string;
  readonly back: boolean;
}

/** How long a batch counts, in milliseconds. */
const REMEMBERED_MS = 10_000;
/** A hot key's writes come back this many times as often as all others. */
const OFTEN = 2;
const MIN_WRITES = 3;
const MIN_BATCHES = 2;

interface Counts {
  sent: number;
  back: number;
  batches: number;
  readonly writes: Set<string>;
}

/**
 * Tells hot keys from a lack of capacity, where DynamoDB gives no reason: too little capacity sends
 * back anyone's writes, a hot key only its own. Looks at batches that came back in part, for ten
 * seconds; then it begins anew.
 */
export class KeyEvidence {
  readonly #keys = new Map<string, Counts>();
  #sent = 0;
  #back = 0;
  #sinceMs: number;

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  /** Notes a batch of which a part came back; gives the keys of it that are hot. */
  hotAfter(nowMs: number, answers: readonly KeyAnswer[]): string[] {
    if (nowMs - this.#sinceMs > REMEMBERED_MS) {
      this.#keys.clear();
      this.#sent = 0;
      this.#back = 0;
      this.#sinceMs = nowMs;
    }
    const cameBack = new Set<string>();
    for (const { key, write, back } of answers) {
      const counts = this.#keys.get(key) ?? { sent: 0, back: 0, batches: 0, writes: new Set() };
      this.#keys.set(key, counts);
      counts.sent += 1;
      this.#sent += 1;
      if (!back) continue;
      counts.back += 1;
      this.#back += 1;
      counts.writes.add(write);
      cameBack.add(key);
    }
    for (const key of cameBack) {
      const counts = this.#keys.get(key);
      if (counts !== undefined) counts.batches += 1;
    }
    return [...cameBack].filter((key) => this.#isHot(key));
  }

  #isHot(key: string): boolean {
    const counts = this.#keys.get(key);
    if (counts === undefined || counts.batches < MIN_BATCHES) return false;
    if (counts.writes.size < MIN_WRITES) return false;
    const others = this.#sent - counts.sent;
    // Alone it has nobody to be compared with.
    if (others === 0) return false;
    return counts.back / counts.sent >= OFTEN * ((this.#back - counts.back) / others);
  }
}
