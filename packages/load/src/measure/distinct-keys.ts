/** Hashes that are kept: the standard error is one over the root of it, 0.8 %. */
const KEPT = 16_384;
const HASHES = 2 ** 53;

/**
 * Counts different keys in bounded memory, by their hashes: it keeps the smallest of them. As long as
 * all are kept the count is exact; then the largest that is kept tells how densely they lie.
 *
 * @see https://doi.org/10.1007/3-540-45726-7_1 Bar-Yossef et al., Counting Distinct Elements in a Data Stream
 */
export class DistinctKeys {
  #hashes = new Set<number>();
  /** Hashes from here on are not kept. */
  #limit = HASHES;
  #added = 0;

  /** @param hash from 0 to 2^53 - 1, of `keyHash` */
  add(hash: number): void {
    this.#added += 1;
    if (hash >= this.#limit) return;
    this.#hashes.add(hash);
    if (this.#hashes.size > 2 * KEPT) this.#keepSmallest();
  }

  /** How many there were, and the standard error of that as a share of it: 0 where it is exact. */
  count(): { readonly distinct: number; readonly error: number } {
    const { size } = this.#hashes;
    if (this.#limit === HASHES) return { distinct: size, error: 0 };
    // An estimate may be above what there can be.
    const distinct = Math.min(this.#added, Math.round(size / (this.#limit / HASHES)));
    return { distinct, error: 1 / Math.sqrt(size) };
  }

  #keepSmallest(): void {
    const sorted = Float64Array.from(this.#hashes).sort();
    this.#limit = sorted[KEPT] ?? this.#limit;
    this.#hashes = new Set(sorted.subarray(0, KEPT));
  }
}
