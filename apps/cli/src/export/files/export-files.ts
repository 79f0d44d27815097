import { createReadStream, type Stats } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { decompressed } from "@spillway/records";
import {
  type Compression,
  type ExportOutput,
  type ExportPlaces,
  exportError,
} from "@spillway/table-export";
import { ExportCheckpointFile } from "./export-checkpoint-file.ts";
import { GrowingFile } from "./growing-file.ts";
import { outputError } from "./output-error.ts";

export interface ExportFileOptions {
  readonly compression: Compression;
  /** Take the place of a file that is there. */
  readonly force: boolean;
  readonly resume: boolean;
}

/**
 * The files of an export, beside each other: `<file>.partial`, which becomes the file when it is whole;
 * `<file>.spool`, items that wait for their columns; `<file>.checkpoint.json`.
 */
export class ExportFiles implements ExportPlaces {
  readonly checkpoints: ExportCheckpointFile;
  /** What there is of the file until it is whole. */
  readonly partial: string;
  readonly #file: string;
  readonly #spool: string;
  readonly #options: ExportFileOptions;

  constructor(file: string, options: ExportFileOptions) {
    this.#file = file;
    this.#options = options;
    this.partial = `${file}.partial`;
    this.#spool = `${file}.spool`;
    this.checkpoints = new ExportCheckpointFile(`${file}.checkpoint.json`);
  }

  /**
   * Before anything is read: whether the file may have its name in the end.
   *
   * @throws SpillwayError `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE` for what is no file
   */
  async assertNew(): Promise<void> {
    const found = await statOf(this.#file);
    if (found === undefined) return;
    if (!found.isFile()) {
      const what = found.isDirectory() ? "a folder" : "no file";
      throw exportError("OUTPUT_UNWRITABLE", `expected a file; ${this.#file} is ${what}`, {
        hint: "Name a file, or - for standard output.",
      });
    }
    if (this.#options.force || (this.#options.resume && (await this.#mayBeWhole()))) return;
    throw exists(this.#file);
  }

  openFile(bytes: number): Promise<ExportOutput> {
    return GrowingFile.open(this.partial, bytes, this.#options.compression);
  }

  readonly openSpool = (bytes: number): Promise<ExportOutput> => {
    return GrowingFile.open(this.#spool, bytes, this.#options.compression);
  };

  readSpool(): AsyncIterable<Uint8Array> {
    return decompressed(createReadStream(this.#spool));
  }

  async publish(): Promise<void> {
    const isWritten = (await statOf(this.partial)) !== undefined;
    const isThere = (await statOf(this.#file)) !== undefined;
    if (isWritten && isThere && !this.#options.force) throw exists(this.#file);
    try {
      if (isWritten) await rename(this.partial, this.#file);
      await rm(this.#spool, { force: true });
    } catch (cause) {
      throw outputError(this.#file, cause);
    }
    if (isWritten || isThere) return;
    throw exportError(
      "OUTPUT_CHANGED",
      `expected the whole export in ${this.partial}; it is gone`,
      {
        hint: "Begin anew: --force",
      },
    );
  }

  /** A crash may have come between giving the file its name and taking the checkpoint away. */
  async #mayBeWhole(): Promise<boolean> {
    for (const growing of [this.partial, this.#spool]) {
      if ((await statOf(growing)) !== undefined) return false;
    }
    return (await statOf(this.checkpoints.name)) !== undefined;
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}

function exists(file: string) {
  return exportError("OUTPUT_EXISTS", `expected a new file; ${file} is there`, {
    hint: "Name another file, or take its place: --force",
  });
}
