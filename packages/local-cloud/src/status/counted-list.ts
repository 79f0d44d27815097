/** One thing that happened, how often, and when last. */
export interface Counted<T> {
  readonly value: T;
  readonly count: number;
  /** ISO 8601. */
  readonly last: string;
}

/** Counts what happens again and again, and forgets what has not happened for the longest time. */
export class CountedList<T> {
  readonly #now: () => number;
  readonly #keyOf: (value: T) => string;
  readonly #most: number;
  readonly #counted = new Map<string, { value: T; count: number; last: number }>();
  #total = 0;

  /**
   * @param keyOf what makes two of them one; of those the last is kept
   * @param most how many are kept
   */
  constructor(now: () => number, keyOf: (value: T) => string, most: number) {
    this.#now = now;
    this.#keyOf = keyOf;
    this.#most = most;
  }

  /** How many there were in all, those that are forgotten too. */
  get total(): number {
    return this.#total;
  }

  add(value: T): void {
    this.#total += 1;
    const key = this.#keyOf(value);
    const count = (this.#counted.get(key)?.count ?? 0) + 1;
    // A map keeps the order of insertion: what happened last stands last.
    this.#counted.delete(key);
    this.#counted.set(key, { value, count, last: this.#now() });
    const [oldest] = this.#counted.keys();
    if (this.#counted.size > this.#most && oldest !== undefined) this.#counted.delete(oldest);
  }

  /** The last ones first. */
  list(): readonly Counted<T>[] {
    return [...this.#counted.values()]
      .map(({ value, count, last }) => ({ value, count, last: new Date(last).toISOString() }))
      .reverse();
  }
}
