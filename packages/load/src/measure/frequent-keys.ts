/** Keys that are counted at once; each of them costs 48 bytes. */
const COUNTED = 16_384;
/** Twice as many places as keys, so that a free one is near. A power of two. */
const PLACES = 2 * COUNTED;
/** A key is kept as text once it has this share of what was counted, half of what makes it a hot one. */
const TEXT_SHARE = 0.0005;
const HOT_SHARE = 0.001;
const MOST_HOT = 10;
const MOST_CHARACTERS = 100;

/** A key and its share of what was counted. */
export interface FrequentKey {
  readonly key: string;
  readonly share: number;
  /** What the share may be too high by: at most 0.013 %. */
  readonly error: number;
}

/**
 * Finds the keys that come most often, in bounded memory, however many there are.
 *
 * Once it is full, the less frequent half of the keys is forgotten, and what the most frequent of them
 * may have had is what a key may have had that is counted from then on: so a count is never too low,
 * and too high by no more than that. It is Lossy Counting, with buckets that end when memory is full.
 *
 * @see https://www.vldb.org/conf/2002/S10P03.pdf Manku and Motwani, Approximate Frequency Counts over Data Streams
 */
export class FrequentKeys {
  /** Each hash and one, so that 0 is a free place. */
  readonly #hashes = new Float64Array(PLACES);
  readonly #counts = new Float64Array(PLACES);
  readonly #errors = new Float64Array(PLACES);
  /** By the hash; only of those that are frequent. */
  readonly #texts = new Map<number, string>();
  #size = 0;
  #total = 0;
  /** The most that a key that is not counted may have had. */
  #forgotten = 0;

  /**
   * @param hash from 0 to 2^53 - 2, of `keyHash`
   * @param text of the key; kept as a copy where it is frequent
   */
  add(hash: number, text: string): void {
    this.#total += 1;
    const place = this.#placeOf(hash + 1);
    let count = 1;
    if (this.#hashes[place] === 0) {
      this.#hashes[place] = hash + 1;
      this.#errors[place] = this.#forgotten;
      count += this.#forgotten;
      this.#size += 1;
    } else count += this.#counts[place] ?? 0;
    this.#counts[place] = count;
    if (count > 1 && count >= this.#total * TEXT_SHARE && !this.#texts.has(hash)) {
      this.#texts.set(hash, copyOf(text));
    }
    if (this.#size > COUNTED) this.#forgetHalf();
  }

  /** Keys that came more than once and have 0.1 % of all or more, the most frequent first: at most ten. */
  hottest(): readonly FrequentKey[] {
    const found: FrequentKey[] = [];
    for (const [hash, key] of this.#texts) {
      const place = this.#placeOf(hash + 1);
      const count = this.#counts[place] ?? 0;
      const share = count / this.#total;
      if (share < HOT_SHARE) continue;
      found.push({ key, share, error: (this.#errors[place] ?? 0) / this.#total });
    }
    return found.sort((one, other) => other.share - one.share).slice(0, MOST_HOT);
  }

  /** Where a key stands, or the free place where it would. */
  #placeOf(stored: number): number {
    let place = stored & (PLACES - 1);
    for (;;) {
      const there = this.#hashes[place];
      if (there === stored || there === 0) return place;
      place = (place + 1) & (PLACES - 1);
    }
  }

  #forgetHalf(): void {
    const [hashes, counts, errors] = [
      this.#hashes.slice(),
      this.#counts.slice(),
      this.#errors.slice(),
    ];
    // Free places have a count of 0 and stand first.
    const sorted = this.#counts.slice().sort();
    this.#forgotten = sorted[PLACES - Math.ceil(this.#size / 2)] ?? this.#forgotten;
    for (const array of [this.#hashes, this.#counts, this.#errors]) array.fill(0);
    this.#size = 0;
    for (let at = 0; at < PLACES; at += 1) {
      const stored = hashes[at] ?? 0;
      const count = counts[at] ?? 0;
      if (stored === 0) continue;
      if (count <= this.#forgotten) {
        this.#texts.delete(stored - 1);
        continue;
      }
      const place = this.#placeOf(stored);
      this.#hashes[place] = stored;
      this.#counts[place] = count;
      this.#errors[place] = errors[at] ?? 0;
      this.#size += 1;
    }
  }
}

/** What was cut out of a chunk of the source keeps all of it in memory: a copy does not. */
function copyOf(text: string): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  return Buffer.from(shown).toString();
}
