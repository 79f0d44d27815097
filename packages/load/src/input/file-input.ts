import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { localExportFolder, type RangedObject } from "@spillway/records";
import { loadError } from "../errors.ts";
import { exportInput } from "./export-input.ts";
import { counted, type ExportInput, type Input } from "./input.ts";

/** How much of a file's beginning tells it from another one. */
const HEAD_BYTES = 65_536;
const CHUNK_BYTES = 65_536;

/**
 * A file on this machine, or the folder of an export.
 *
 * @throws SpillwayError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_IS_A_FOLDER`
 */
export async function fileInput(path: string): Promise<Input | ExportInput> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) {
      const found = await exportInput(localExportFolder(path), basename(path));
      if (found !== undefined) return found;
      throw folder(path);
    }
    // A named pipe gives its bytes once, and does not say how many.
    const isRegular = stats.isFile();
    return {
      name: path,
      label: basename(path),
      bytes: isRegular ? stats.size : undefined,
      identity: isRegular ? { bytes: stats.size, head: await hashOfHead(file) } : undefined,
      read: (onBytes) => counted(chunksOf(path), onBytes),
      ...(isRegular && { object: rangedFile(path, stats.size) }),
    };
  } finally {
    await file.close();
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Opened for each part: nothing is left open where a reader stops. */
function rangedFile(path: string, size: number): RangedObject {
  return {
    size,
    read: async (start, end) => {
      const file = await open(path).catch((cause) => {
        throw unreadable(path, cause);
      });
      try {
        const part = Buffer.allocUnsafe(end - start);
        const { bytesRead } = await file.read(part, 0, part.length, start);
        return part.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

async function hashOfHead(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return createHash("sha256").update(buffer.subarray(0, bytesRead)).digest("hex");
}

function unreadable(path: string, cause: unknown): Error {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return loadError("SOURCE_NOT_FOUND", `there is no file ${path}`, {
      hint: "Check the path. For standard input write -, for S3 s3://bucket/key.",
      cause,
    });
  }
  if (code === "EISDIR") return folder(path);
  return loadError("SOURCE_UNREADABLE", `${path} can't be read (${code})`, {
    hint: "Check its permissions.",
    cause,
  });
}

function folder(path: string): Error {
  return loadError(
    "SOURCE_IS_A_FOLDER",
    `expected a file, or the folder of a DynamoDB export; ${path} is another folder`,
    {
      hint: "Name a file in it. An export's folder holds manifest-summary.json.",
    },
  );
}
