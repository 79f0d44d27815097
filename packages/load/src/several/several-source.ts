import type { InputIdentity } from "../input/input.ts";
import type { OneSource } from "../source/one-source.ts";
import type { SeveralInput, SourceFile } from "./source-file.ts";

/** Several files that are read as one source, each opened when it is reached. */
export interface SeveralSource {
  readonly input: SeveralInput;
  readonly format: "several";
  /**
   * Opens a file and finds how it is read.
   *
   * @param known what it was when it was opened before, if it must still be the same
   * @throws SpillwayError for whatever keeps a load of it from being begun
   */
  readonly open: (file: SourceFile, known?: InputIdentity) => Promise<OneSource>;
  /** The format of the file that reading begins with; undefined where none is left to be read. */
  readonly firstFormat: OneSource["format"] | undefined;
  /** The formats of the files that were read so far. */
  readonly formats: Set<OneSource["format"]>;
}
