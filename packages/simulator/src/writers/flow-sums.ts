/** What became of some seconds of a flow of writes or reads. */
export class FlowSums {
  /** Requests that were done. */
  done = 0;
  /** The most that were done in one second. */
  peak = 0;
  /** Attempts that a table or index refused. */
  throttled = 0;
  /** The most that waited at the end of a second. */
  mostWaiting = 0;
  /** Attempts that each limit of the meter refused. */
  readonly refused: Float64Array;
  /** Attempts that the partition of each hot key refused. */
  readonly cut: Float64Array;

  constructor(limits: number, hotKeys: number) {
    this.refused = new Float64Array(limits);
    this.cut = new Float64Array(hotKeys);
  }

  /** Adds what was done in one second or more. */
  add(done: number, peak: number): void {
    this.done += done;
    if (peak > this.peak) this.peak = peak;
  }

  reset(): void {
    this.done = 0;
    this.peak = 0;
    this.throttled = 0;
    this.mostWaiting = 0;
    this.refused.fill(0);
    this.cut.fill(0);
  }
}
