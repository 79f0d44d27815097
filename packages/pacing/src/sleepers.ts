/** Somebody who waits for a moment. */
export interface Sleeper {
  /** In the clock's milliseconds. */
  readonly wakeAtMs: number;
  readonly wake: () => void;
}

interface Place {
  readonly sleeper: Sleeper;
  /** Counted from the first sleeper on: those of one moment wake in the order in which they came. */
  readonly order: number;
  index: number;
}

/**
 * Those who wait, so that the next to wake is found at once however many there are: a binary heap.
 *
 * @example
 * const sleepers = new Sleepers();
 * const place = sleepers.add({ wakeAtMs: 30, wake });
 * sleepers.next?.wakeAtMs; // → 30
 * sleepers.remove(place);
 */
export class Sleepers {
  readonly #heap: Place[] = [];
  #came = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** Who wakes next. */
  get next(): Sleeper | undefined {
    return this.#heap[0]?.sleeper;
  }

  /** @returns what `remove` takes */
  add(sleeper: Sleeper): Place {
    const place = { sleeper, order: this.#came, index: this.#heap.length };
    this.#came += 1;
    this.#heap.push(place);
    this.#rise(place);
    return place;
  }

  /** Takes a sleeper out, once. */
  remove(place: Place): void {
    const last = this.#heap.pop();
    if (last === undefined || last === place) return;
    this.#put(last, place.index);
    this.#rise(last);
    this.#sink(last);
  }

  #rise(place: Place): void {
    while (place.index > 0) {
      const parent = this.#heap[(place.index - 1) >> 1];
      if (parent === undefined || isBefore(parent, place)) return;
      this.#swap(parent, place);
    }
  }

  #sink(place: Place): void {
    for (;;) {
      const left = this.#heap[2 * place.index + 1];
      const right = this.#heap[2 * place.index + 2];
      if (left === undefined) return;
      const first = right !== undefined && isBefore(right, left) ? right : left;
      if (isBefore(place, first)) return;
      this.#swap(place, first);
    }
  }

  #swap(one: Place, other: Place): void {
    const index = one.index;
    this.#put(one, other.index);
    this.#put(other, index);
  }

  #put(place: Place, index: number): void {
    place.index = index;
    this.#heap[index] = place;
  }
}

function isBefore(one: Place, other: Place): boolean {
  const { wakeAtMs } = one.sleeper;
  const isEarlier = wakeAtMs < other.sleeper.wakeAtMs;
  return isEarlier || (wakeAtMs === other.sleeper.wakeAtMs && one.order < other.order);
}
