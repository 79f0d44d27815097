/** Steps of a block. */
const LENGTH = 60;

/** What comes a second, step by step, with the peak of each block of steps: what is quiet is passed over at once. */
export class LoadBlocks {
  readonly values: ArrayLike<number>;
  readonly stepSeconds: number;
  readonly #peaks: Float64Array;

  constructor(values: ArrayLike<number>, stepSeconds: number) {
    this.values = values;
    this.stepSeconds = stepSeconds;
    this.#peaks = new Float64Array(Math.ceil(values.length / LENGTH));
    for (let block = 0; block < this.#peaks.length; block += 1) {
      const end = Math.min(values.length, (block + 1) * LENGTH);
      let peak = 0;
      for (let step = block * LENGTH; step < end; step += 1) {
        const perSecond = values[step] as number;
        if (perSecond > peak) peak = perSecond;
      }
      this.#peaks[block] = peak;
    }
  }

  /**
   * How many steps from this one on are all within a rate; 0 where that is not known of a whole block.
   *
   * @param cut what of so much a second counts; more never counts for less
   */
  stepsWithin(rate: number, step: number, cut: (perSecond: number) => number): number {
    if (step % LENGTH !== 0) return 0;
    const peak = this.#peaks[step / LENGTH];
    if (peak === undefined || cut(peak) > rate) return 0;
    return Math.min(LENGTH, this.values.length - step);
  }
}
