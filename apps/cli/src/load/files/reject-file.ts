import { createReadStream } from "node:fs";
import { type FileHandle, open, rename, stat } from "node:fs/promises";
import { SpillwayError } from "@spillway/errors";
import { jsonLinesRecords } from "@spillway/records";
import { exactJsonText } from "./exact-json-text.ts";
import { isRejectLine } from "./reject-line.ts";

/** Lines are kept until so many bytes are there, or until `flush`. */
const BUFFER_BYTES = 1_048_576;

/**
 * The file of the records that were not written, one a line. It is made with the first of them.
 * `add` keeps the order of its calls; it gives a promise when the file can't keep up.
 */
export class RejectFile {
  readonly path: string;
  #file: FileHandle | undefined;
  #lines: string[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Adds a line; the promise, where there is one, should be waited for before more is read. */
  add(line: string): Promise<void> | undefined {
    this.#lines.push(line);
    this.#bytes += line.length;
    return this.#bytes < BUFFER_BYTES ? undefined : this.flush();
  }

  /** Resolves when every line that was added is on the disk. */
  flush(): Promise<void> {
    if (this.#lines.length > 0) {
      const text = `${this.#lines.join("\n")}\n`;
      this.#lines = [];
      this.#bytes = 0;
      this.#writing = this.#writing.then(() => this.#append(text));
    }
    return this.#writing;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file?.close();
      this.#file = undefined;
    }
  }

  async #append(text: string): Promise<void> {
    try {
      this.#file ??= await open(this.path, "a");
      await this.#file.appendFile(text);
      await this.#file.datasync();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new SpillwayError("REJECTS_UNWRITABLE", `${this.path} can't be written: ${why}`, {
        hint: "Name another file with --rejects.",
        cause,
      });
    }
  }
}

/** Whether a file of that name is there and holds something. */
export async function holdsSomething(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/**
 * Leaves in a reject file the records before an index alone: those that a run which goes on there
 * would add again are taken out.
 */
export async function keepRejectsBefore(path: string, index: number): Promise<void> {
  if (!(await holdsSomething(path))) return;
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w");
  try {
    for await (const source of jsonLinesRecords(createReadStream(path))) {
      // The last line is cut off where the process was killed while it wrote.
      if (!source.ok || !isRejectLine(source.record)) continue;
      const { position } = source.record;
      if (position.index < index) await file.appendFile(`${exactJsonText(source.record)}\n`);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
