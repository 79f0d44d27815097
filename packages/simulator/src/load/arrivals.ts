/** The most seconds that are looked at together: a minute. */
const MOST_SECONDS = 60;

/** What comes in some seconds that follow one another. */
export class Arrivals {
  /** By second; as many as {@link seconds} says. */
  readonly perSecond = new Float64Array(MOST_SECONDS);
  seconds = 0;
  /** Of all the seconds together, and of the second with the most. */
  sum = 0;
  peak = 0;
  readonly #values: ArrayLike<number>;
  readonly #stepSeconds: number;

  /** @param values requests a second, step by step; nothing comes after the last */
  constructor(values: ArrayLike<number>, stepSeconds: number) {
    this.#values = values;
    this.#stepSeconds = stepSeconds;
  }

  /** Goes to so many seconds from this one on. Both are counted from the begin of the load. */
  goTo(from: number, seconds: number): void {
    this.seconds = seconds;
    let step = Math.floor(from / this.#stepSeconds);
    const left = (step + 1) * this.#stepSeconds - from;
    if (left >= seconds) {
      const value = this.#values[step] ?? 0;
      this.perSecond.fill(value, 0, seconds);
      this.sum = value * seconds;
      this.peak = value;
      return;
    }
    let sum = 0;
    let peak = 0;
    let same = left;
    for (let second = 0; second < seconds; second += 1) {
      if (same === 0) {
        step += 1;
        same = this.#stepSeconds;
      }
      same -= 1;
      const value = this.#values[step] ?? 0;
      this.perSecond[second] = value;
      sum += value;
      if (value > peak) peak = value;
    }
    this.sum = sum;
    this.peak = peak;
  }

  /** How many of the seconds have passed when the last one ends in which something came; 0 if nothing did. */
  lastSecond(): number {
    let second = this.seconds;
    while (second > 0 && this.perSecond[second - 1] === 0) second -= 1;
    return second;
  }
}
