import { keepRejects } from "../store/chunk-store.ts";
import type { ChunkItem } from "../store/items/chunk-item.ts";
import { tableOf } from "../store/job-places.ts";
import { mergeRejects } from "../work/chunk/merge-rejects.ts";
import { isPassing, loggedFailure } from "../work/error-kinds.ts";
import { inParallel } from "../work/in-parallel.ts";
import type { WorkServices } from "../work/work-services.ts";

const AT_ONCE = 8;

/**
 * Puts together the rejects of a stopped job's chunks whose workers did not come to it, and keeps them
 * with the chunks. Their counts stand still by now, so that whoever does it again makes the same.
 *
 * @param chunks those of the job; the ones that are changed are replaced
 */
export async function keepLeftRejects(
  services: WorkServices,
  job: string,
  chunks: ChunkItem[],
): Promise<void> {
  const { clients, bucket, logger } = services;
  const left = chunks.filter(
    ({ state, segments, rejects }) =>
      state === "stopped" && segments.length > 0 && rejects === undefined,
  );
  await inParallel(left, AT_ONCE, async (chunk) => {
    try {
      const rejects = await mergeRejects(await clients.s3(), bucket, job, chunk);
      if (rejects === undefined) return;
      await keepRejects(tableOf(services), job, chunk, rejects);
      chunks[chunks.indexOf(chunk)] = { ...chunk, rejects };
    } catch (error) {
      if (isPassing(error)) throw error;
      // The job ends in any case: the parts are where they are.
      const facts = { job, chunk: chunk.chunk, ...loggedFailure(error) };
      logger.warn("the rejects could not be put together", facts);
    }
  });
}
