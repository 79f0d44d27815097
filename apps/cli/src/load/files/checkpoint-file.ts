import { readFile } from "node:fs/promises";
import { type Checkpoint, type CheckpointStore, loadError, parseCheckpoint } from "@spillway/load";
import { removeWholeFile, writeWholeFile } from "../../command-line/whole-file.ts";
import { cliError } from "../../errors.ts";
import { holdsSomething } from "./holds-something.ts";

/** A checkpoint in a file. Who runs the same load twice at once is not told: no file knows its owner. */
export class CheckpointFile implements CheckpointStore {
  readonly name: string;

  /** @param path where the checkpoint is, or will be */
  constructor(path: string) {
    this.name = path;
  }

  async read(): Promise<Checkpoint | undefined> {
    let text: string;
    try {
      text = await readFile(this.name, "utf8");
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw loadError("CHECKPOINT_INVALID", `${this.name} can't be read as a checkpoint: ${why}`, {
        hint: "Move it away, or name another file with --checkpoint.",
        cause,
      });
    }
    return parseCheckpoint(text, this.name);
  }

  /** A reader finds the old one or the new one, whole, also after a crash. */
  async save(checkpoint: Checkpoint): Promise<void> {
    try {
      await writeWholeFile(this.name, `${JSON.stringify(checkpoint, undefined, 2)}\n`);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw cliError("CHECKPOINT_UNWRITABLE", `${this.name} can't be written: ${why}`, {
        hint: "Name another file with --checkpoint.",
        cause,
      });
    }
  }

  async remove(): Promise<void> {
    await removeWholeFile(this.name);
  }

  /** `c.json` has `c-2.json` beside it, or the next number that is free. */
  async aside(): Promise<CheckpointFile> {
    for (let number = 2; ; number += 1) {
      const path = this.name.replace(/(\.json)?$/, `-${number}$1`);
      if (!(await holdsSomething(path))) return new CheckpointFile(path);
    }
  }
}
