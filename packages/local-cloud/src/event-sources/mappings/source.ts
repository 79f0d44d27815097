/** How a source gets on. */
export interface SourceSnapshot {
  /** As `LastProcessingResult` has it. */
  readonly lastResult: string;
  /** What is wrong now. */
  readonly problem?: string;
  /** Batches that the function works on. */
  readonly batchesInFlight: number;
  /** Records that were received and wait for their batch to fill. */
  readonly recordsWaiting: number;
}

/** What delivers the records of one enabled event source mapping: each kind of source has its own. */
export interface Source {
  /** Resolves once what comes to its source is delivered, or when it can't begin; for those that take a while. */
  readonly begun?: Promise<void>;
  snapshot(): SourceSnapshot;
  /** Looks at its source now: its function may have changed, or be gone. */
  look(): void;
  /** Receives no more, delivers what was received, and waits until that is done. */
  stop(): Promise<void>;
}
