import type { Job } from "../job.ts";
import { jobOf } from "../progress/job-of.ts";
import { type ChunkItem, chunkItemSchema } from "./items/chunk-item.ts";
import { itemKeys } from "./items/keys.ts";
import { type MetaItem, metaItemSchema } from "./items/meta-item.ts";
import { type JobPlaces, tableOf } from "./job-places.ts";
import { itemFrom, type JobsTable, queried } from "./jobs-table.ts";

/** A job and its chunks, as they are now. */
export interface JobItems {
  readonly meta: MetaItem;
  readonly chunks: readonly ChunkItem[];
}

/** Everything that is known of a job; undefined where there is none. */
export async function findJob(places: JobPlaces, id: string): Promise<Job | undefined> {
  const items = await jobItems(tableOf(places), id);
  const { bucket, clock } = places;
  return items && jobOf(items.meta, items.chunks, { bucket, nowMs: clock.now() });
}

/** All chunks of a job and its item in one query: 10,000 chunks are about 7 MB of it. */
export async function jobItems(table: JobsTable, id: string): Promise<JobItems | undefined> {
  const { pk, sk } = itemKeys.meta(id);
  const chunks: ChunkItem[] = [];
  let meta: MetaItem | undefined;
  const items = queried(table, {
    KeyConditionExpression: "pk = :pk AND sk <= :meta",
    ExpressionAttributeValues: itemFrom({ ":pk": pk, ":meta": sk }),
    ConsistentRead: true,
  });
  for await (const item of items) {
    const chunk = chunkItemSchema.safeParse(item);
    if (chunk.success) chunks.push(chunk.data);
    else meta = metaItemSchema.parse(item);
  }
  return meta && { meta, chunks };
}
