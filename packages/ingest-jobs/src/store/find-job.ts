import type { Job } from "../job.ts";
import { paddedChunk } from "../objects/object-keys.ts";
import { jobOf } from "../progress/job-of.ts";
import { type ChunkItem, chunkItemSchema } from "./items/chunk-item.ts";
import { itemKeys } from "./items/keys.ts";
import type { MetaItem } from "./items/meta-item.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { itemFrom, type JobsTable, queried } from "./jobs-table.ts";
import { metaOfJob } from "./meta-store.ts";

/** Everything that is known of a job; undefined where there is none. */
export async function findJob(places: JobPlaces, id: string): Promise<Job | undefined> {
  const table = tableOf(places);
  const meta = await metaOfJob(table, id);
  if (meta === undefined) return undefined;
  // Half the price, and a moment late: 10,000 chunks are about 8 MB.
  const chunks = await allChunksOf(table, meta, { consistent: false });
  const { bucket, clock } = places;
  return jobOf(meta, chunks, { bucket, nowMs: clock.now() });
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

/** About as many as a page of a query holds. */
const CHUNKS_A_QUERY = 1_250;

/** All chunks of a job, in order: several queries at once where they would be several pages. */
export async function allChunksOf(
  table: JobsTable,
  { id, chunks_total = 0 }: Pick<MetaItem, "id" | "chunks_total">,
  { consistent }: { readonly consistent: boolean },
): Promise<readonly ChunkItem[]> {
  const queries = Math.max(1, Math.ceil(chunks_total / CHUNKS_A_QUERY));
  const parts = Array.from({ length: queries }, async (_, at) => {
    const from = at * CHUNKS_A_QUERY;
    // The last one goes on: a job that is being cut has more than it says.
    const to = at === queries - 1 ? {} : { to: from + CHUNKS_A_QUERY - 1 };
    const chunks: ChunkItem[] = [];
    for await (const chunk of chunksOf(table, id, { consistent, from, ...to })) chunks.push(chunk);
    return chunks;
  });
  return (await Promise.all(parts)).flat();
}
