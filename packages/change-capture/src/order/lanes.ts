/** What stands for "none" in the chain of a lane. */
const NONE = -1;

/**
 * Work in lanes, as a state machine without time: of each lane one piece is under way at most, in the
 * order in which they came, and after one that failed the rest of its lane is held back. Different lanes
 * go at the same time. A piece is known by its place in the order, from 0.
 *
 * @example
 * const lanes = new Lanes(["a", "b", "a"]);
 * lanes.take(); // → 0
 * lanes.take(); // → 1
 * lanes.take(); // → undefined: the other of lane "a" waits
 * lanes.done(0);
 * lanes.take(); // → 2
 */
export class Lanes {
  /** For each place the next one of its lane. */
  readonly #next: Int32Array;
  /** Places that may start, in order; those before `#taken` have. */
  readonly #ready: number[] = [];
  #taken = 0;

  /** @param laneOf the lane of each place */
  constructor(laneOf: readonly string[]) {
    this.#next = new Int32Array(laneOf.length).fill(NONE);
    const last = new Map<string, number>();
    for (const [place, lane] of laneOf.entries()) {
      const before = last.get(lane);
      if (before === undefined) this.#ready.push(place);
      else this.#next[before] = place;
      last.set(lane, place);
    }
  }

  /** How many lanes there are at the start. */
  get width(): number {
    return this.#ready.length;
  }

  /** The first place that may start; undefined when none may before another is done. */
  take(): number | undefined {
    const place = this.#ready[this.#taken];
    if (place !== undefined) this.#taken += 1;
    return place;
  }

  /** A place that was taken is done: the next of its lane may start. */
  done(place: number): void {
    const next = this.#next[place] ?? NONE;
    if (next !== NONE) this.#ready.push(next);
  }

  /** A place that was taken failed: the rest of its lane never starts. */
  failed(place: number): void {
    this.#next[place] = NONE;
  }
}
