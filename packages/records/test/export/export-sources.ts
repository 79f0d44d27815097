import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { ExportFolder } from "../../src/index.ts";
import { chunks } from "../csv/csv-sources.ts";

/** The files of an export, by their names in its folder. */
export type ExportFiles = Map<string, Uint8Array>;

/** How an export is made: the lines of each data file. */
export interface ExportContent {
  readonly files: readonly (readonly string[])[];
  readonly summary?: Readonly<Record<string, unknown>>;
  /** Where the data files lie in the bucket. */
  readonly dataKey?: string;
}

const FOLDER = "backups/AWSDynamoDB/01693685827463-2d8752fd";

/** The files of an export as DynamoDB writes them. */
export function exportFiles({
  files,
  summary,
  dataKey = `${FOLDER}/data`,
}: ExportContent): ExportFiles {
  const made: ExportFiles = new Map();
  const folder = dataKey === `${FOLDER}/data` ? "data" : "../data";
  const entries = files.map((lines, at) => {
    const bytes = gzipSync(lines.map((line) => `${line}\n`).join(""));
    made.set(`${folder}/part${at}.json.gz`, bytes);
    return {
      itemCount: lines.length,
      md5Checksum: createHash("md5").update(bytes).digest("base64"),
      etag: "d0a1-1",
      dataFileS3Key: `${dataKey}/part${at}.json.gz`,
    };
  });
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
  made.set("manifest-files.json", Buffer.from(text));
  const all = {
    version: "2023-08-01",
    itemCount: entries.reduce((sum, { itemCount }) => sum + itemCount, 0),
    manifestFilesS3Key: `${FOLDER}/manifest-files.json`,
    outputFormat: "DYNAMODB_JSON",
    exportType: "FULL_EXPORT",
    ...summary,
  };
  made.set("manifest-summary.json", Buffer.from(JSON.stringify(all)));
  return made;
}

/** A folder of these files; `reads` lists what was read of it. */
export function memoryFolder(files: ExportFiles): ExportFolder & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    name: "memory",
    reads,
    read: async (file) => {
      reads.push(file);
      const bytes = files.get(file);
      return bytes && chunks([bytes.subarray(0, 7), bytes.subarray(7)]);
    },
  };
}
