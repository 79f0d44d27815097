import { readFile } from "node:fs/promises";
import { type ExportCheckpointStore, exportError } from "@spillway/table-export";
import { removeWholeFile, writeWholeFile } from "../../command-line/whole-file.ts";
import { outputError } from "./output-error.ts";

/** The checkpoint of an export in a file. Who runs the same export twice at once is not told. */
export class ExportCheckpointFile implements ExportCheckpointStore {
  readonly name: string;

  /** @param path where the checkpoint is, or will be */
  constructor(path: string) {
    this.name = path;
  }

  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.name, "utf8");
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw exportError("EXPORT_CHECKPOINT_INVALID", `${this.name} can't be read: ${why}`, {
        hint: "Move it away, or begin anew: --force",
        cause,
      });
    }
  }

  async save(text: string): Promise<void> {
    try {
      await writeWholeFile(this.name, text);
    } catch (cause) {
      throw outputError(this.name, cause);
    }
  }

  async remove(): Promise<void> {
    await removeWholeFile(this.name);
  }
}
