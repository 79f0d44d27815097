/**
 * A table that takes what comes at once as far as its rate and what it saved give, and puts the rest into a
 * queue that is drained with what is left over; step by step, as a flow.
 */
export class Spill {
  /** Steps and seconds that have gone by. */
  steps = 0;
  seconds = 0;
  /** Writes that went into the queue, and those of them that were done. */
  spilled = 0;
  drained = 0;
  readonly #rate: number;
  readonly #most: number;
  /** How far the load is ahead of the rate: what of the saved is used, and behind that what waits. */
  #ahead: number;
  /** Of the last step: when its first write was spilled, and how many a second. */
  #spillsFrom = 0;
  #spillsPerSecond = 0;

  /** @param burstSeconds seconds of unused rate that are kept; a table begins with one second's */
  constructor(rate: number, burstSeconds: number) {
    this.#rate = rate;
    this.#most = burstSeconds * rate;
    this.#ahead = this.#most - rate;
  }

  /** Writes in the queue. */
  get waiting(): number {
    return this.spilled - this.drained;
  }

  /** Goes on by a step of so much a second. */
  add(perSecond: number, seconds: number): void {
    const more = perSecond - this.#rate;
    const ahead = Math.max(0, this.#ahead + more * seconds);
    if (more > 0) {
      const spilled = Math.max(0, ahead - Math.max(this.#ahead, this.#most));
      this.#spillsPerSecond = more;
      this.#spillsFrom = this.seconds + seconds - spilled / more;
      this.spilled += spilled;
    } else if (this.#ahead > this.#most) {
      this.drained += Math.min(this.waiting, this.#ahead - ahead);
      if (ahead <= this.#most) this.drained = this.spilled;
    }
    this.#ahead = ahead;
    this.seconds += seconds;
    this.steps += 1;
  }

  /** Whether nothing waits and all that can be saved is: then what is within the rate changes nothing. */
  get isAtRest(): boolean {
    return this.#ahead === 0;
  }

  /** Goes on by steps that are all within the rate, while it is at rest. */
  rest(steps: number, seconds: number): void {
    this.steps += steps;
    this.seconds += seconds;
  }

  /** When this one of the spilled writes came, of those of the last step that spilled any, in seconds. */
  secondsAt(write: number): number {
    const later = (this.spilled - write) / this.#spillsPerSecond;
    return Math.max(this.#spillsFrom, this.seconds - later);
  }
}
