import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { localCloudError } from "../errors.ts";

/** Beyond so many lines for each entry a file is written anew. */
const LINES_PER_ENTRY = 4;
const LINES_AT_LEAST = 1_000;

/**
 * The changes of a map, one to a line: `["key",value]` sets, `["key"]` deletes. A line is handed to
 * the operating system in one piece, so the end of the process loses none; a whole new file takes the
 * place of the old one when that has grown long.
 */
export class LineFile {
  readonly #path: string;
  #descriptor: number | undefined;
  #length = 0;
  #lines = 0;

  constructor(file: string) {
    this.#path = file;
  }

  /**
   * Tells every change that is in the file, in order. A last line without its end was never
   * acknowledged, and is left out.
   *
   * @throws SpillwayError PERSISTED_STATE_UNREADABLE, naming file and line
   */
  read(onChange: (key: string, value: unknown) => void): void {
    if (!existsSync(this.#path)) return;
    const lines = readFileSync(this.#path, "utf8").split("\n").slice(0, -1);
    for (const [index, line] of lines.entries()) {
      try {
        const change: unknown = JSON.parse(line);
        if (!Array.isArray(change) || typeof change[0] !== "string") throw new Error("no change");
        onChange(change[0], change[1]);
      } catch (cause) {
        throw localCloudError(
          "PERSISTED_STATE_UNREADABLE",
          `expected a change of kept state in line ${index + 1} of ${this.#path}; came something else`,
          {
            details: { file: this.#path },
            hint: "Start without --persist, or with another folder; take this one from a backup or delete it.",
            cause,
          },
        );
      }
    }
  }

  /** @throws SpillwayError PERSIST_NOT_WRITTEN; the file is then as it was */
  append(key: string, value: unknown): void {
    const line = lineOf(key, value);
    this.#write(() => {
      const descriptor = this.#open();
      try {
        writeWhole(descriptor, line);
      } catch (error) {
        ftruncateSync(descriptor, this.#length);
        throw error;
      }
      this.#length += line.length;
      this.#lines += 1;
    });
  }

  /** Puts a file with these entries in the place of this one, on the disk before the old one goes. */
  rewrite(entries: ReadonlyMap<string, unknown>): void {
    this.#write(() => {
      const text = Buffer.concat([...entries].map(([key, value]) => lineOf(key, value)));
      mkdirSync(path.dirname(this.#path), { recursive: true });
      const next = `${this.#path}.next`;
      const descriptor = openSync(next, "w");
      try {
        writeWhole(descriptor, text);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(next, this.#path);
      this.close();
      this.#length = text.length;
      this.#lines = entries.size;
    });
  }

  /** Writes it anew when it is mostly made of what no longer counts, if there is room for that. */
  rewriteIfLong(entries: ReadonlyMap<string, unknown>): void {
    if (this.#lines <= Math.max(LINES_AT_LEAST, LINES_PER_ENTRY * entries.size)) return;
    try {
      this.rewrite(entries);
    } catch {
      // The long one is as good, and grows on.
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    this.#descriptor ??= openSync(this.#path, "a");
    return this.#descriptor;
  }

  #write(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw notWritten(this.#path, cause);
    }
  }
}

function lineOf(key: string, value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value === undefined ? [key] : [key, value])}\n`);
}

/** A disk that is nearly full takes a part without an error. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** The error for a file or folder that could not be written. */
export function notWritten(file: string, cause: unknown) {
  const why = cause instanceof Error ? cause.message : String(cause);
  return localCloudError("PERSIST_NOT_WRITTEN", `${file} was not written: ${why}`, {
    details: { file },
    hint: "Nothing of it was done; try again when there is room and the right to write.",
    cause,
  });
}
