/** A record that the stream goes on without, as it is kept. */
export interface DestinationRecord {
  /** Event id, or what stands for it. */
  readonly id: string;
  /** When the change was made, ISO 8601. */
  readonly at: string;
  /** JSON in the form of Lambda's own, with the whole event in `payload`. */
  readonly body: string;
}

/** Where records go that the stream goes on without. */
export interface FailureDestination {
  /**
   * Keeps a record. Doing so twice does no harm.
   *
   * @throws what kept it from being kept; then the stream does not go on without it
   */
  send(record: DestinationRecord): Promise<void>;
}
