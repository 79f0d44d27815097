import type { Job } from "../job.ts";
import { paddedChunk } from "../objects/object-keys.ts";
import { jobOf } from "../progress/job-of.ts";
import { type ChunkItem, chunkItemSchema } from "./items/chunk-item.ts";
import { itemKeys } from "./items/keys.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { itemFrom, type JobsTable, queried } from "./jobs-table.ts";
import { metaOfJob } from "./meta-store.ts";

/** Everything that is known of a job; undefined where there is none. */
export async function findJob(places: JobPlaces, id: string): Promise<Job | undefined> {
  const table = tableOf(places);
  const [meta, chunks] = await Promise.all([
    metaOfJob(table, id),
    // Half the price, and a moment late: 10,000 chunks are about 8 MB.
    allChunksOf(table, id, { consistent: false }),
  ]);
  const { bucket, clock } = places;
  return meta && jobOf(meta, chunks, { bucket, nowMs: clock.now() });
}

/**
 * A job's chunks in order, page after page: whoever has seen enough stops.
 *
 * @param range `from` and `to` are the first and the last of them; default all
 */
export async function* chunksOf(
  table: JobsTable,
  job: string,
  range: { readonly consistent: boolean; readonly from?: number; readonly to?: number },
): AsyncGenerator<ChunkItem, void, undefined> {
  const { pk } = itemKeys.meta(job);
  const { from = 0, to } = range;
  const items = queried(table, {
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: itemFrom({
      ":pk": pk,
      ":from": `CHUNK#${paddedChunk(from)}`,
      ":to": to === undefined ? "CHUNK#~" : `CHUNK#${paddedChunk(to)}`,
    }),
    ConsistentRead: range.consistent,
  });
  for await (const item of items) yield chunkItemSchema.parse(item);
}

/** All chunks of a job. */
export async function allChunksOf(
  table: JobsTable,
  job: string,
  options: { readonly consistent: boolean },
): Promise<readonly ChunkItem[]> {
  const chunks: ChunkItem[] = [];
  for await (const chunk of chunksOf(table, job, options)) chunks.push(chunk);
  return chunks;
}
