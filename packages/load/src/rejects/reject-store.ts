/**
 * The place where one load keeps the lines of the records that were not written: a file, the objects
 * below a prefix. Nothing is made before the first line.
 */
export interface RejectStore {
  /** Where it is, for a person to find it: a path, `s3://bucket/prefix/`. */
  readonly name: string;
  /** The same from wherever the next run is started. A checkpoint keeps it. */
  readonly address: string;
  /**
   * Adds a line, without a line break. Lines keep the order of the calls.
   *
   * @returns where the store can't keep up, a promise that should be waited for before more is read
   */
  add(line: string): Promise<void> | undefined;
  /** Resolves when every line that was added is kept, also after a crash. */
  flush(): Promise<void>;
  /**
   * Leaves the lines of the records before an index alone: a run that goes on there adds the others
   * again. At once: a crash leaves all of them or those.
   */
  keepBefore(index: number): Promise<void>;
  /** Whether it holds a line. */
  holdsSomething(): Promise<boolean>;
  /** Flushes, and lets go of what is open. */
  close(): Promise<void>;
}
