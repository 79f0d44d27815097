import { createReadStream } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { resolve } from "node:path";
import { type RejectStore, rejectLinesBefore } from "@spillway/load";
import { cliError } from "../../errors.ts";
import { holdsSomething } from "./holds-something.ts";

/** Lines are kept until so many bytes are there, or until `flush`. */
const BUFFER_BYTES = 1_048_576;

/**
 * The file of the records that were not written, one a line. It is made with the first of them.
 * `add` keeps the order of its calls; it gives a promise when the file can't keep up.
 */
export class RejectFile implements RejectStore {
  readonly name: string;
  /** The whole path: the next run may begin in another folder. */
  readonly address: string;
  #file: FileHandle | undefined;
  #lines: string[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.name = path;
    this.address = resolve(path);
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

  async keepBefore(index: number): Promise<void> {
    if (!(await holdsSomething(this.name))) return;
    const temporary = `${this.name}.${process.pid}.tmp`;
    const file = await open(temporary, "w");
    try {
      for await (const line of rejectLinesBefore(createReadStream(this.name), index)) {
        await file.appendFile(`${line}\n`);
      }
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.name);
  }

  holdsSomething(): Promise<boolean> {
    return holdsSomething(this.name);
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
      this.#file ??= await open(this.name, "a");
      await this.#file.appendFile(text);
      await this.#file.datasync();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw cliError("REJECTS_UNWRITABLE", `${this.name} can't be written: ${why}`, {
        hint: "Name another file with --rejects.",
        cause,
      });
    }
  }
}
