import { MAX_ITEM_BYTES } from "@spillway/item";

/** The sizes of items, each counted: an item has at most 400 KB, so that 3 MB hold them all exactly. */
export class ItemSizes {
  /** How many items have so many bytes. */
  readonly #counts = new Float64Array(MAX_ITEM_BYTES + 1);
  #items = 0;
  #total = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;

  /** @param bytes of an item that a table can take */
  add(bytes: number): void {
    this.#counts[bytes] = (this.#counts[bytes] ?? 0) + 1;
    this.#items += 1;
    this.#total += bytes;
    if (bytes < this.#least) this.#least = bytes;
    if (bytes > this.#most) this.#most = bytes;
  }

  /** 0 where there was no item. */
  summary(): {
    readonly total: number;
    readonly least: number;
    readonly most: number;
    readonly median: number;
  } {
    if (this.#items === 0) return { total: 0, least: 0, most: 0, median: 0 };
    return { total: this.#total, least: this.#least, most: this.#most, median: this.#median() };
  }

  /** Half of the items have no more. */
  #median(): number {
    let below = 0;
    for (let bytes = this.#least; bytes < this.#most; bytes += 1) {
      below += this.#counts[bytes] ?? 0;
      if (below * 2 >= this.#items) return bytes;
    }
    return this.#most;
  }
}
