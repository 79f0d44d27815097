/** Fewer writes than this are roundings of double numbers. */
export const NO_WRITES = 1e-6;
/** A flow leaves parts of a write behind: less than half of one is none that somebody waits for. */
export const LEAST_WAITING = 0.5;

/** With how much room for cohorts it begins; it doubles when it is full. */
const FIRST_ROOM = 64;
/** So many cohorts are put together two by two, so that months of waiting fit into some megabytes. */
const MOST_COHORTS = 131_072;

/** Writes that wait, the oldest first: a cohort for each second in which some came that could not be done. */
export class WaitingWrites {
  #sinceMs = new Float64Array(FIRST_ROOM);
  #writes = new Float64Array(FIRST_ROOM);
  #first = 0;
  #end = 0;
  #count = 0;
  #worstDelayMs = 0;

  /** Writes that wait now. */
  get count(): number {
    return this.#count;
  }

  /** The longest that a write waited until it was taken out, in milliseconds. */
  get worstDelayMs(): number {
    return this.#worstDelayMs;
  }

  /** Writes that come in this second and wait. */
  add(nowMs: number, writes: number): void {
    if (this.#end === this.#writes.length) this.#makeRoom();
    this.#sinceMs[this.#end] = nowMs;
    this.#writes[this.#end] = writes;
    this.#end += 1;
    this.#count += writes;
  }

  /** Takes out so many, at most {@link count}; those that wait the longest go first. */
  remove(nowMs: number, writes: number): void {
    if (this.#first === this.#end || writes <= 0) return;
    const delayMs = nowMs - (this.#sinceMs[this.#first] as number);
    if (delayMs > this.#worstDelayMs) this.#worstDelayMs = delayMs;
    this.#count -= writes;
    let left = writes;
    while (left > 0 && this.#first < this.#end) {
      const here = this.#writes[this.#first] as number;
      if (here > left) {
        this.#writes[this.#first] = here - left;
        break;
      }
      left -= here;
      this.#first += 1;
    }
    this.#tidy();
  }

  /** What a cohort has left by rounding goes with the next one, so that it is not told as a write that waits on. */
  #tidy(): void {
    if (this.#count < NO_WRITES || this.#first === this.#end) {
      this.#first = 0;
      this.#end = 0;
      this.#count = 0;
      return;
    }
    const left = this.#writes[this.#first] as number;
    if (left >= NO_WRITES || this.#first + 1 === this.#end) return;
    this.#first += 1;
    this.#writes[this.#first] = (this.#writes[this.#first] as number) + left;
  }

  /** How many came at this moment or before. */
  countUntil(ms: number): number {
    let writes = 0;
    for (let place = this.#first; place < this.#end; place += 1) {
      if ((this.#sinceMs[place] as number) > ms) break;
      writes += this.#writes[place] as number;
    }
    return writes;
  }

  #makeRoom(): void {
    const cohorts = this.#end - this.#first;
    if (cohorts >= MOST_COHORTS) {
      this.#putTogether();
      return;
    }
    const isMostlyFree = this.#first > this.#end / 2;
    const room = isMostlyFree ? this.#writes.length : 2 * this.#writes.length;
    this.#sinceMs = moved(this.#sinceMs, this.#first, this.#end, room);
    this.#writes = moved(this.#writes, this.#first, this.#end, room);
    this.#end = cohorts;
    this.#first = 0;
  }

  /** Two cohorts become one that waits since the older of them: no delay is told as shorter than it is. */
  #putTogether(): void {
    let end = 0;
    for (let place = this.#first; place < this.#end; place += 2) {
      const next = place + 1 < this.#end ? (this.#writes[place + 1] as number) : 0;
      this.#sinceMs[end] = this.#sinceMs[place] as number;
      this.#writes[end] = (this.#writes[place] as number) + next;
      end += 1;
    }
    this.#first = 0;
    this.#end = end;
  }
}

function moved(from: Float64Array, first: number, end: number, room: number) {
  const to = new Float64Array(room);
  to.set(from.subarray(first, end));
  return to;
}
