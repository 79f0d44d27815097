import type { ExportFolder, RangedObject } from "@spillway/records";

/** What tells one input from another, such as its size and a hash of its beginning. */
export type InputIdentity = Readonly<Record<string, string | number>>;

/** What is known of an input before it is read. */
export interface InputFacts {
  /** As the person wrote it. */
  readonly name: string;
  /** Its last part, for the names of files that belong to it: `users.csv`. */
  readonly label: string;
  /** Undefined where nobody knows, as of a pipe. Of a table: items. */
  readonly bytes: number | undefined;
  /** Undefined where it can't be read a second time. */
  readonly identity: InputIdentity | undefined;
}

/** Where bytes come from: a file, standard input, an object in S3. */
export interface Input extends InputFacts {
  /**
   * Its bytes from the beginning on, pulled.
   *
   * @param onBytes called with the number of bytes of each chunk
   */
  read(onBytes?: (bytes: number) => void): AsyncIterable<Uint8Array>;
  /** The same, of which any part can be read; undefined where only a beginning can, as of a pipe. */
  readonly object?: RangedObject;
}

/** The folder of a DynamoDB export. */
export interface ExportInput extends InputFacts {
  readonly folder: ExportFolder;
}

/** Passes chunks on and tells how many bytes they have. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.byteLength);
    yield chunk;
  }
}
