import type { InputIdentity } from "../input/input.ts";
import type { OneSource } from "../source/one-source.ts";
import { errorOfFile } from "./file-error.ts";
import type { SeveralSource } from "./several-source.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * Opens the files of a source in turn, and of those in S3 each while the one before it is read: small
 * objects take longer to be asked for than to be read.
 */
export class FilesAhead {
  readonly #source: SeveralSource;
  #ahead: { readonly file: SourceFile; readonly opening: Promise<OneSource> } | undefined;

  constructor(source: SeveralSource) {
    this.#source = source;
  }

  /**
   * @param file the next one
   * @param following the one after it
   * @param known what the file was when some of it was read before
   * @throws SpillwayError with the file's name
   */
  async open(
    file: SourceFile,
    following: SourceFile | undefined,
    known: InputIdentity | undefined,
  ): Promise<OneSource> {
    const ahead = this.#ahead?.file === file ? this.#ahead.opening : undefined;
    this.#ahead = undefined;
    let opened: OneSource;
    try {
      opened = await (ahead ?? this.#source.open(file, known));
    } catch (error) {
      // Some of it was written: what it was by then can't be made good.
      throw errorOfFile(error, file.name, known === undefined ? GOES_ON : undefined);
    }
    if (following?.name.startsWith("s3://")) this.#openAhead(following);
    return opened;
  }

  #openAhead(file: SourceFile): void {
    const opening = this.#source.open(file);
    // Told when the file is reached, if it is.
    opening.catch(() => undefined);
    this.#ahead = { file, opening };
  }
}

const GOES_ON = "Once that is mended, the same command with --resume goes on at this file.";
