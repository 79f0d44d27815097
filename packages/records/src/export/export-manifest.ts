import { posix } from "node:path";
import { decompressed } from "../bytes/decompressed.ts";
import { recordsError } from "../records-error.ts";
import type { ExportFolder } from "./export-folder.ts";

/** One file of items in an export. */
export interface ExportFile {
  /** Its name within the export's folder. */
  readonly name: string;
  readonly items: number;
  /** The MD5 of its bytes as stored, in base64, if the export says it. */
  readonly md5?: string;
}

/** What an export consists of. */
export interface ExportManifest {
  readonly files: readonly ExportFile[];
  readonly isIncremental: boolean;
  /** Whether its items are written in Amazon Ion. */
  readonly isIon: boolean;
}

const SUMMARY = "manifest-summary.json";
const FILES = "manifest-files.json";
/** Where a data file lies: in the export's own folder, or in the one that incremental exports share. */
const DATA_FILE = /(?:^|\/)data\/[^/\\]+$/;

/**
 * Reads the two manifests of an export and checks that they agree.
 *
 * @throws SpillwayError `EXPORT_MANIFEST_MISSING`, `EXPORT_MANIFEST_INVALID`, `EXPORT_FORMAT_UNSUPPORTED`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 */
export async function exportManifest(folder: ExportFolder): Promise<ExportManifest> {
  const summary = objectOf(await textOf(folder, SUMMARY), `${folder.name}: ${SUMMARY}`);
  const { outputFormat, itemCount, manifestFilesS3Key, exportType } = summary;
  if (outputFormat !== "DYNAMODB_JSON" && outputFormat !== "ION") {
    throw recordsError(
      "EXPORT_FORMAT_UNSUPPORTED",
      `${folder.name}: expected an export in DYNAMODB_JSON or ION; came ${String(outputFormat)}`,
      {
        hint: "Export the table again with ExportFormat DYNAMODB_JSON.",
        details: { outputFormat },
      },
    );
  }
  const lines = (await textOf(folder, FILES)).split("\n");
  const files = lines.flatMap((line, at) => {
    if (line.trim() === "") return [];
    return [fileOf(objectOf(line, `${folder.name}: ${FILES}, line ${at + 1}`), manifestFilesS3Key)];
  });
  const listed = files.reduce((sum, { items }) => sum + items, 0);
  if (itemCount !== undefined && itemCount !== listed) {
    const message = `${folder.name}: expected ${String(itemCount)} items, as in ${SUMMARY}; ${FILES} lists ${listed}`;
    throw invalid(message);
  }
  const isIncremental = exportType === "INCREMENTAL_EXPORT";
  return { files, isIncremental, isIon: outputFormat === "ION" };
}

function fileOf(entry: Readonly<Record<string, unknown>>, manifestKey: unknown): ExportFile {
  const { dataFileS3Key: key, itemCount: items, md5Checksum: md5 } = entry;
  if (typeof key !== "string" || !DATA_FILE.test(key) || !isCount(items)) {
    throw invalid(
      `${FILES}: expected dataFileS3Key and itemCount of a data file; came ${JSON.stringify(entry)}`,
    );
  }
  const name = `data/${posix.basename(key)}`;
  return {
    name: isShared(key, manifestKey) ? `../${name}` : name,
    items,
    ...(typeof md5 === "string" && { md5 }),
  };
}

/** Whether a data file lies beside the export's folder: `AWSDynamoDB/data/`, not `AWSDynamoDB/<id>/data/`. */
function isShared(key: string, manifestKey: unknown): boolean {
  if (typeof manifestKey !== "string") return false;
  const folder = posix.basename(posix.dirname(manifestKey));
  return posix.basename(posix.dirname(posix.dirname(key))) !== folder;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

async function textOf(folder: ExportFolder, file: string): Promise<string> {
  const bytes = await folder.read(file);
  if (bytes === undefined) {
    throw recordsError(
      "EXPORT_MANIFEST_MISSING",
      `${folder.name}: expected an export of a table, with ${file}; there is none`,
      {
        hint: "Name the folder AWSDynamoDB/<export id>. DynamoDB writes this file when an export is complete.",
      },
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompressed(bytes)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function objectOf(text: string, where: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(`${where}: expected a JSON object; ${error.message}`);
  }
  throw invalid(`${where}: expected a JSON object; came ${text.slice(0, 50)}`);
}

function invalid(message: string) {
  return recordsError("EXPORT_MANIFEST_INVALID", message, {
    hint: "Copy the export from S3 again.",
  });
}
