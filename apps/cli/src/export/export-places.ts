import { type ExportCheckpointStore, type ExportPlaces, exportError } from "@spillway/table-export";
import type { ExportWishes, WrittenAs } from "./export-wishes.ts";
import { ExportFiles } from "./files/export-files.ts";
import { StandardOutput } from "./files/standard-output.ts";

/**
 * Where an export goes: a file with what it needs beside it, or standard output, which keeps nothing.
 *
 * @throws SpillwayError `RESUME_NEEDS_FILE`, `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`
 */
export async function exportPlaces(
  { file, resume, force }: Pick<ExportWishes, "file" | "resume" | "force">,
  { compression }: WrittenAs,
  output: NodeJS.WritableStream,
): Promise<{ places: ExportPlaces; checkpoints: ExportCheckpointStore | undefined }> {
  if (file !== "-") {
    const files = new ExportFiles(file, { compression, force, resume });
    await files.assertNew();
    return { places: files, checkpoints: files.checkpoints };
  }
  if (resume) {
    throw exportError(
      "RESUME_NEEDS_FILE",
      "expected a file to resume; came - for standard output",
      {
        hint: "Write into a file, which can be gone on with.",
      },
    );
  }
  const places: ExportPlaces = {
    openFile: async () => new StandardOutput(output),
    openSpool: undefined,
    readSpool: () => nothing(),
    publish: async () => {},
  };
  return { places, checkpoints: undefined };
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
