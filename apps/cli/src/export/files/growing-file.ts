import { type FileHandle, open } from "node:fs/promises";
import { type Compression, type ExportOutput, exportError } from "@spillway/table-export";
import { PACKS, type Pack } from "./compression.ts";
import { outputError } from "./output-error.ts";

/** Characters of a block, which is compressed by itself: more gain little, and would be held in memory. */
const BLOCK_LENGTH = 1_048_576;
/** Blocks that are compressed and written at once. */
const MOST_BLOCKS = 3;

/**
 * A file that grows by blocks. It can be cut behind any of them, and after `sync` each of them is on the
 * disk. Once writing failed, nothing more is written: nobody knows what is there.
 */
export class GrowingFile implements ExportOutput {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #pack: Pack;
  #length: number;
  #texts: string[] = [];
  #textLength = 0;
  #blocks = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle, bytes: number, pack: Pack) {
    this.#path = path;
    this.#file = file;
    this.#length = bytes;
    this.#pack = pack;
  }

  /**
   * Opens a file, which is made where there is none.
   *
   * @param bytes what stays of it; the rest is cut off
   * @throws SpillwayError `OUTPUT_UNWRITABLE`; `OUTPUT_CHANGED` where it has fewer bytes
   */
  static async open(path: string, bytes: number, compression: Compression): Promise<GrowingFile> {
    let file: FileHandle | undefined;
    try {
      file = await open(path, "a");
      const { size } = await file.stat();
      if (size < bytes) throw shorter(path, bytes, size);
      if (size > bytes) await file.truncate(bytes);
      return new GrowingFile(path, file, bytes, PACKS[compression]);
    } catch (cause) {
      await file?.close();
      throw exportError.is(cause, "OUTPUT_CHANGED") ? cause : outputError(path, cause);
    }
  }

  async write(text: string): Promise<void> {
    this.#texts.push(text);
    this.#textLength += text.length;
    if (this.#textLength < BLOCK_LENGTH) return;
    this.#addBlock();
    if (this.#blocks >= MOST_BLOCKS) await this.#writing;
  }

  async sync(): Promise<number> {
    this.#addBlock();
    await this.#writing;
    try {
      await this.#file.datasync();
    } catch (cause) {
      throw outputError(this.#path, cause);
    }
    return this.#length;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#file.close();
  }

  #addBlock(): void {
    if (this.#textLength === 0) return;
    const packed = this.#pack(Buffer.from(this.#texts.join("")));
    this.#texts = [];
    this.#textLength = 0;
    this.#blocks += 1;
    this.#writing = Promise.all([packed, this.#writing]).then(([bytes]) => this.#append(bytes));
    // Whoever waits for it is told; nobody may wait any more.
    this.#writing.catch(() => {});
  }

  async #append(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
    } catch (cause) {
      throw outputError(this.#path, cause);
    }
    this.#length += bytes.length;
    this.#blocks -= 1;
  }
}

function shorter(path: string, bytes: number, size: number) {
  return exportError(
    "OUTPUT_CHANGED",
    `expected ${bytes} bytes in ${path}, which an earlier run wrote; it has ${size}`,
    { hint: "Something else wrote there, or took it away. Begin anew: --force" },
  );
}
