/** What an export writes to. */
export interface ExportOutput {
  /** Adds text; resolves when more may come. */
  write(text: string): Promise<void>;
  /**
   * Everything that was added is kept, also after a crash, and is whole by itself up to here.
   *
   * @returns its length in bytes
   */
  sync(): Promise<number>;
  close(): Promise<void>;
}

/** Where the file grows, until it is whole and gets its name. */
export interface ExportPlaces {
  /**
   * Opens what the file is to be.
   *
   * @param bytes what stays of it; the rest, which no checkpoint knows, is cut off
   * @throws SpillwayError `OUTPUT_CHANGED` where there is less, `OUTPUT_UNWRITABLE`
   */
  openFile(bytes: number): Promise<ExportOutput>;
  /** Opens what items wait in while the columns of a CSV are not known. Undefined where they can't wait. */
  readonly openSpool: ((bytes: number) => Promise<ExportOutput>) | undefined;
  /** What waits there, its bytes as they were before they were compressed. */
  readSpool(): AsyncIterable<Uint8Array>;
  /**
   * Gives the whole file its name, or finds that it has it, and takes away what items waited in.
   *
   * @throws SpillwayError `OUTPUT_EXISTS` where another file has that name
   */
  publish(): Promise<void>;
}
