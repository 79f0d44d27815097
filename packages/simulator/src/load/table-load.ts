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
      /** How long a writer waits before it tries again, in seconds, above 0. */
      readonly retryEverySeconds: number;
      /** After how many seconds it gives up. Default: never. */
      readonly giveUpAfterSeconds?: number;
    };

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
  /** Default `lost`: so each write is counted once, however long the throttling lasts. */
  readonly whenThrottled?: WhenThrottled;
}
