import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { getFile, type JobAnswer, type JobsClient, putFile } from "@spillway/jobs-client";

const LOOK_EVERY_MS = 500;
const ENDED = new Set(["succeeded", "succeeded with rejects", "failed", "cancelled"]);

/** A file for a job, and the rest of its request. */
export interface FileJob {
  readonly name: string;
  readonly content: string;
  /** The body of `POST /jobs` but for the source. */
  readonly request: object;
  /** Default: found by name and content. */
  readonly format?: "rejects";
}

/** Uploads a file and submits a job for it; `answeredInMs` is what `POST /jobs` took. */
export async function submitFile(client: JobsClient, file: FileJob) {
  const bytes = Buffer.from(file.content);
  const upload = await client.createUpload({ name: file.name, bytes: bytes.length });
  await putFile(upload, Readable.from([bytes]));
  const { bucket, key } = upload;
  const source = { bucket, key, ...(file.format && { format: file.format }) };
  const began = performance.now();
  const { id } = await client.submit({ ...file.request, source }, randomUUID());
  return { id, bytes: bytes.length, answeredInMs: performance.now() - began };
}

/** Waits until a job has ended, and tells of each look at it. */
export async function endOf(
  client: JobsClient,
  id: string,
  onLook: (job: JobAnswer) => void = () => {},
): Promise<JobAnswer> {
  for (;;) {
    const job = await client.find(id);
    onLook(job);
    if (ENDED.has(job.state)) return job;
    await sleep(LOOK_EVERY_MS);
  }
}

/** All lines of what a job did not write. */
export async function rejectLines(client: JobsClient, id: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { url } of client.rejects(id)) {
    lines.push(...(await text(await getFile(url))).split("\n").filter((line) => line !== ""));
  }
  return lines;
}
