import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { type JobsClient, putFile } from "@spillway/jobs-client";
import { cliError } from "../../errors.ts";
import { readRecords } from "./read-records.ts";

/** Where a job's records are: in the request, or in S3. */
export type JobSource =
  | { readonly recordTexts: readonly string[] }
  | {
      readonly source: { readonly bucket: string; readonly key?: string; readonly prefix?: string };
    };

/** What brings records to where a job can read them. */
export interface SourceServices {
  readonly client: Pick<JobsClient, "createUpload">;
  readonly standardInput: Readable;
  /** Told while a file is sent. */
  readonly onSent: (sent: number, bytes: number) => void;
}

/** S3's limit of one PUT. */
const MAX_UPLOAD_BYTES = 5_368_709_120;

/**
 * Makes a job's source of what was named: `s3://bucket/key` and `s3://bucket/prefix/` as they are, `-` the
 * records of standard input, else a file, which is sent to S3.
 *
 * @throws SpillwayError `JOB_SOURCE_INVALID`, and what the client throws
 */
export async function jobSource(name: string, services: SourceServices): Promise<JobSource> {
  if (name === "-") return { recordTexts: await readRecords(services.standardInput) };
  if (name.startsWith("s3://")) return { source: s3Source(name) };
  const bytes = await sizeOf(name);
  const upload = await services.client.createUpload({ name: uploadName(name), bytes });
  const file = await open(name);
  // Streaming a file ends it.
  await putFile(upload, file.createReadStream(), (sent) => services.onSent(sent, bytes));
  return { source: { bucket: upload.bucket, key: upload.key } };
}

/** `s3://bucket/2026/` means all objects below; without the slash it is one. */
export function s3Source(address: string): { bucket: string; key?: string; prefix?: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  if (bucket === undefined || key === undefined) {
    throw invalid(`expected s3://bucket/key, or s3://bucket/prefix/; came ${address}`);
  }
  return { bucket, ...(key.endsWith("/") ? { prefix: key } : { key }) };
}

/** A file's name as the API takes it: its ending tells the format. */
export function uploadName(path: string): string {
  const name = basename(path)
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^\.+/, "");
  return name.slice(-200).replace(/^\.+/, "") || "records";
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "ENOENT" ? "it was not found" : cause.message;
    throw invalid(`${path} can't be read: ${why}`, cause);
  });
  if (!found.isFile()) throw invalid(`expected a file; ${path} is none`);
  if (found.size === 0) throw invalid(`expected a file with records; ${path} is empty`);
  if (found.size > MAX_UPLOAD_BYTES) {
    throw invalid(`expected a file of at most 5 GiB; ${path} is larger`);
  }
  return found.size;
}

function invalid(message: string, cause?: unknown): Error {
  return cliError("JOB_SOURCE_INVALID", message, {
    hint: "A source is a file, s3://bucket/key, s3://bucket/prefix/, or - for JSON Lines on standard input. Copy what is larger than 5 GiB to S3 first: aws s3 cp.",
    cause,
  });
}
