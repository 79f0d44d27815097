/** A local cloud that runs in this process. */
export interface LocalCloud {
  /** What an AWS client takes as its endpoint, for every service. */
  readonly endpoint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Settles, with the reason, when a part ended that nothing works without. */
  readonly failed: Promise<string>;
  /** Stops everything that was started. */
  close(): Promise<void>;
}
