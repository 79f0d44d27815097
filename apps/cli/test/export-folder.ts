import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The files of a full export to S3, as DynamoDB writes them, by their names in its folder. */
export function exportFiles(items: readonly (readonly object[])[]): Map<string, Uint8Array> {
  const parts = items.map((part) => part.map((Item) => JSON.stringify({ Item })));
  return filesOfExport(parts, "DYNAMODB_JSON");
}

/** The same of lines in the format that the manifest says. */
export function filesOfExport(
  parts: readonly (readonly string[])[],
  outputFormat: "DYNAMODB_JSON" | "ION",
): Map<string, Uint8Array> {
  const ending = outputFormat === "ION" ? "ion.gz" : "json.gz";
  const files = new Map<string, Uint8Array>();
  const key = "backups/AWSDynamoDB/01693685827463-2d8752fd";
  const entries = parts.map((part, at) => {
    const bytes = gzipSync(part.map((line) => `${line}\n`).join(""));
    files.set(`data/part${at}.${ending}`, bytes);
    return {
      itemCount: part.length,
      md5Checksum: createHash("md5").update(bytes).digest("base64"),
      etag: "d0a1-1",
      dataFileS3Key: `${key}/data/part${at}.${ending}`,
    };
  });
  files.set(
    "manifest-files.json",
    Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")),
  );
  const summary = {
    version: "2023-08-01",
    itemCount: parts.flat().length,
    manifestFilesS3Key: `${key}/manifest-files.json`,
    outputFormat,
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
