/** What a plan says of a run, and what came of it: the same figures. */
export interface RunFigures {
  readonly askedWrites: number;
  /** Attempts that were refused, each once. */
  readonly throttledWrites: number;
  /** Write units that were consumed, of the table (`""`) and of each index by its name. */
  readonly units: Readonly<Record<string, number>>;
  /** The most of them in one second, of the table or the index that used most. */
  readonly peakUnits: number;
  /** From the start to the last write that is done; what was refused for good is not waited for. */
  readonly completeSeconds: number;
  /** The longest that a write waited. */
  readonly worstDelaySeconds: number;
}

/** What came of a run. */
export interface MeasuredRun extends RunFigures {
  /** The share of the writes that went out later than they were due, by more than {@link LATE_MS}. */
  readonly lateShare: number;
}

/** What a request took in the median, in milliseconds: what a spillover's writer has to do with. */
export interface TimedRun extends MeasuredRun {
  readonly requestMs: number;
}

/** How late a write may go out, in milliseconds: a refusal depends on the second, not on less. */
export const LATE_MS = 100;
