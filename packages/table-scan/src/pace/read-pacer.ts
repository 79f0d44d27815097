/** What one page may read. */
export interface PageAllowance {
  /** The most items that it should read; undefined for as many as go into a page of 1 MB. */
  readonly maxItems: number | undefined;
}

/** What came of a page that was let through. */
export interface PacedPage {
  /** Items that were read; 0 where it failed. */
  readonly scanned: number;
  /** Read units that DynamoDB says it took; undefined where it does not say. */
  readonly units: number | undefined;
  /**
   * DynamoDB's reasons, such as `TableReadProvisionedThroughputExceeded`, where it was throttled; empty
   * where it gives none. Undefined where it was not.
   */
  readonly throttles?: readonly string[];
}

/** What a scan asks before it reads a page, and tells of each: who holds it to a pace is one of these. */
export interface ReadPacer {
  /** Resolves when a page may be read; rejects when the signal aborts. */
  acquire(signal?: AbortSignal): Promise<PageAllowance>;
  /** Called once for each page that was let through, with the object that `acquire` gave. */
  observe(allowance: PageAllowance, page: PacedPage): void;
}
