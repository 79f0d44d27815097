import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The files of a full export to S3, as DynamoDB writes them, by their names in its folder. */
export function exportFiles(items: readonly (readonly object[])[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const key = "backups/AWSDynamoDB/01693685827463-2d8752fd";
  const entries = items.map((part, at) => {
    const lines = part.map((Item) => `${JSON.stringify({ Item })}\n`);
    const bytes = gzipSync(lines.join(""));
    files.set(`data/part${at}.json.gz`, bytes);
    return {
      itemCount: part.length,
      md5Checksum: createHash("md5").update(bytes).digest("base64"),
      etag: "d0a1-1",
      dataFileS3Key: `${key}/data/part${at}.json.gz`,
    };
  });
  files.set(
    "manifest-files.json",
    Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")),
  );
  const summary = {
    version: "2023-08-01",
    itemCount: items.flat().length,
    manifestFilesS3Key: `${key}/manifest-files.json`,
    outputFormat: "DYNAMODB_JSON",
    exportType: "FULL_EXPORT",
  };
  files.set("manifest-summary.json", Buffer.from(JSON.stringify(summary)));
  return files;
}

/** Writes files into a folder. */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
}
