/** How much is written and read, by time. */
export interface LoadPattern {
  readonly name: string;
  /** When it begins, in milliseconds, at a whole minute. */
  readonly startMs: number;
  /** Seconds for which each value holds; a whole number. */
  readonly stepSeconds: number;
  /** Writes a second, step by step. */
  readonly writes: ArrayLike<number>;
  /** Reads a second, step by step. Default: none. */
  readonly reads?: ArrayLike<number>;
}

/** A partition key, of the table or of an index, that takes a large share of the writes. */
export interface HotKey {
  /** The index's name; default: a key of the table. */
  readonly index?: string;
  /** Its share of all writes, from 0 to 1. */
  readonly share: number;
}

/** What becomes of a write that was throttled. `lost`: whoever wrote it does not try again. */
export type WhenThrottled =
  | "lost"
  | {
      /** How long a writer waits before it tries again, in seconds, above 0: their tries are evenly spread over it. */
      readonly retryEverySeconds: number;
      /** After how many seconds it gives up. Default: never. */
      readonly giveUpAfterSeconds?: number;
    };

/**
 * How the writes that come reach the table.
 *
 * - `at once`: they are sent as they come, and what does not fit is throttled; `whenThrottled` says what
 *   becomes of it.
 * - `paced`: they wait in a queue, the oldest first, and are sent at the rate that the table and its
 *   indexes have, without what these have saved: nothing throttles.
 * - `spillover`: they are sent as they come as far as the table and its indexes can take them, what these
 *   have saved included; what does not fit waits in a queue, and is sent with what those that come later
 *   leave over: nothing throttles.
 */
export type Writers = "at once" | "paced" | "spillover";

/** What is asked of a table. */
export interface TableLoad {
  readonly pattern: LoadPattern;
  /** Units of one write on the table. Default 1: items of up to 1 KB. */
  readonly writeUnits?: number;
  /** Units of one write on each global index, by its name. An index that is not named is not written. */
  readonly indexWriteUnits?: Readonly<Record<string, number>>;
  /** Units of one read on the table. Default 0.5: items of up to 4 KB, read eventually consistent. */
  readonly readUnits?: number;
  /** Units of one read on each global index, by its name, where reads go there too. */
  readonly indexReadUnits?: Readonly<Record<string, number>>;
  /** Keys that take a large share of the writes. Default: none; the writes are spread over many keys. */
  readonly hotKeys?: readonly HotKey[];
  /** Default `at once`. */
  readonly writers?: Writers;
  /**
   * Write units of the table that a queue is drained at a second, at most: where who drains it keeps to less
   * than what the table and its indexes have. Default: no less.
   */
  readonly drainUnits?: number;
  /**
   * Of writes that are sent at once. Default `lost`: so each write is counted once, however long the
   * throttling lasts.
   */
  readonly whenThrottled?: WhenThrottled;
}
