import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { rejectLinesBefore } from "@spillway/load";
import type { JobRejects } from "../../job.ts";
import { objectKeys } from "../../objects/object-keys.ts";
import type { ChunkItem } from "../../store/items/chunk-item.ts";

/** An object of more is put in parts of so many bytes: so much is held. */
const UPLOAD_BYTES = 8 * 1_048_576;

/**
 * Makes one object of a chunk's reject lines: those of the records that its attempts' checkpoints
 * counted, each once. Done twice it is the same object.
 *
 * @returns undefined where there is no line
 */
export async function mergeRejects(
  client: S3Client,
  bucket: string,
  job: string,
  { chunk, segments }: Pick<ChunkItem, "chunk" | "segments">,
): Promise<JobRejects | undefined> {
  if (segments.length === 0) return undefined;
  const { Upload } = await import("@aws-sdk/lib-storage");
  const key = objectKeys.rejects(job, chunk);
  let bytes = 0;
  async function* lines(): AsyncGenerator<Buffer, void, undefined> {
    for (const { attempt, parts, next } of segments) {
      for (let part = 0; part < parts; part += 1) {
        const Key = objectKeys.part(job, chunk, attempt, part);
        for await (const line of rejectLinesBefore(await read(client, bucket, Key), next)) {
          const block = Buffer.from(`${line}\n`);
          bytes += block.byteLength;
          yield block;
        }
      }
    }
  }
  const upload = new Upload({
    client,
    params: {
      Bucket: bucket,
      Key: key,
      Body: Readable.from(lines(), { objectMode: false }),
      ContentType: "application/jsonl",
    },
    partSize: UPLOAD_BYTES,
    queueSize: 1,
  });
  await upload.done();
  return { key, bytes };
}

async function read(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<AsyncIterable<Uint8Array>> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Body instanceof Readable ? Body : Readable.from([]);
}
