import { createHash } from "node:crypto";
import { decompressed } from "../bytes/decompressed.ts";
import { numberedLineBlocks } from "../lines/numbered-lines.ts";
import type { Position } from "../position.ts";
import { recordsError } from "../records-error.ts";
import type { MalformedRecord, SourceDelete, SourceItem } from "../source-record.ts";
import type { ExportFolder } from "./export-folder.ts";
import { exportLineReader } from "./export-lines.ts";
import { type ExportFile, exportManifest } from "./export-manifest.ts";

/** How an export is read. */
export interface ExportOptions {
  /**
   * Where to begin: the first item that is read is number `from.index` of the whole export. Files
   * before it are not read, lines before it are not parsed. Default: all.
   */
  readonly from?: Pick<Position, "index">;
  /** Called with the number of bytes of each chunk of the files, decompressed. */
  readonly onBytes?: (bytes: number) => void;
}

/** What an export holds: items to put; in an incremental one also keys to delete. */
export type ExportRecord = SourceItem | SourceDelete | MalformedRecord;

/**
 * Reads a DynamoDB export to S3, full or incremental, in DynamoDB's JSON or in Ion, file after file in the manifest's order. Items
 * are numbered through all files; a position also names the file. An incremental export gives an item
 * to put for each that has a new image, and the key to delete for each that has none.
 *
 * Each file that is read is held against the manifest: its MD5 and its number of items. They are
 * known when the file has been read, so that its items may have been yielded before the error.
 *
 * @throws SpillwayError `EXPORT_MANIFEST_MISSING`, `EXPORT_MANIFEST_INVALID`,
 * `EXPORT_FORMAT_UNSUPPORTED`, `EXPORT_FILE_MISSING`, `EXPORT_FILE_DAMAGED`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 * @example
 * const folder = localExportFolder("AWSDynamoDB/01693685827463-2d8752fd");
 * for await (const source of exportRecords(folder)) {
 *   if (source.ok && "attributes" in source) source.attributes; // { pk: { S: "a" } }
 * }
 */
export async function* exportRecords(
  folder: ExportFolder,
  options: ExportOptions = {},
): AsyncGenerator<ExportRecord, void, undefined> {
  for await (const block of exportRecordBlocks(folder, options)) yield* block;
}

/** Reads an export as {@link exportRecords} does, a chunk's items at a time. */
export async function* exportRecordBlocks(
  folder: ExportFolder,
  { from, onBytes }: ExportOptions = {},
): AsyncGenerator<ExportRecord[], void, undefined> {
  const { files, ...written } = await exportManifest(folder);
  const recordOf = await exportLineReader(written);
  const first = from?.index ?? 0;
  let before = 0;
  for (const file of files) {
    if (before + file.items > first) {
      const index = Math.max(0, first - before);
      for await (const lines of fileLines(folder, file, { index, onBytes })) {
        yield lines.map((line) => {
          const { position: within } = line;
          const position = { file: file.name, ...within, index: before + within.index };
          return line.ok ? recordOf({ ...line, position }) : { ...line, position };
        });
      }
    }
    before += file.items;
  }
}

interface FileReading extends Pick<Position, "index"> {
  readonly onBytes: ExportOptions["onBytes"] | undefined;
}

/** The lines of one file, from one of its items on; the file is checked when it has been read. */
async function* fileLines(folder: ExportFolder, file: ExportFile, { index, onBytes }: FileReading) {
  const stored = await folder.read(file.name);
  if (stored === undefined) throw missing(folder, file);
  const hash = createHash("md5");
  const hashed = async function* () {
    for await (const chunk of stored) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const text = async function* () {
    for await (const chunk of decompressed(hashed())) {
      onBytes?.(chunk.byteLength);
      yield chunk;
    }
  };
  let items = index;
  try {
    for await (const lines of numberedLineBlocks(text(), { from: { index } })) {
      items += lines.length;
      yield lines;
    }
  } catch (error) {
    if (recordsError.is(error, "GZIP_CORRUPT") || recordsError.is(error, "ZSTD_CORRUPT"))
      throw damaged(folder, file, error.message, error);
    throw error;
  }
  const md5 = hash.digest("base64");
  if (file.md5 !== undefined && md5 !== file.md5) {
    throw damaged(folder, file, `expected the MD5 ${file.md5}, as in the manifest; came ${md5}`);
  }
  if (items !== file.items) {
    throw damaged(folder, file, `expected ${file.items} items, as in the manifest; came ${items}`);
  }
}

function missing({ name }: ExportFolder, file: ExportFile) {
  const message = `${name}: expected the file ${file.name}, which the manifest lists; there is none`;
  return recordsError("EXPORT_FILE_MISSING", message, {
    hint: file.name.startsWith("..")
      ? "An incremental export has its data in AWSDynamoDB/data, beside its own folder: copy that too."
      : "Copy the whole folder of the export.",
    details: { file: file.name },
  });
}

function damaged({ name }: ExportFolder, file: ExportFile, problem: string, cause?: unknown) {
  return recordsError("EXPORT_FILE_DAMAGED", `${name}: the file ${file.name}: ${problem}`, {
    hint: "Copy the file from S3 again, or export the table again; then load all of it once more.",
    details: { file: file.name },
    cause,
  });
}
