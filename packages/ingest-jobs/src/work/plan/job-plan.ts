import { errorOfFile, planSource, type SourcePlan, sourcePlanSchema } from "@spillway/load";
import * as z from "zod";
import { newChunk } from "../../chunk/chunk-state.ts";
import type { Job } from "../../job.ts";
import { isTaken } from "../../objects/is-taken.ts";
import { objectKeys } from "../../objects/object-keys.ts";
import type { ChunkItem } from "../../store/items/chunk-item.ts";
import { inParallel } from "../in-parallel.ts";
import type { WorkServices } from "../work-services.ts";
import { jobSources } from "./job-sources.ts";
import { loadOf } from "./load-of-job.ts";

/** The most chunks of one source: the bytes of each grow with the source. */
const MAX_CHUNKS = 10_000;
const SOURCES_AT_ONCE = 8;

const jobPlanSchema = z.object({
  sources: z.array(z.object({ address: z.string(), plan: sourcePlanSchema })),
});

/** How a job is cut. */
export type JobPlan = z.output<typeof jobPlanSchema>;

/**
 * Looks at a job's sources and table, and keeps how they are cut. Of two workers that do so at once,
 * or one after the other, the first one's plan is both's: a source may have changed in between.
 *
 * @throws SpillwayError for what keeps a load from being begun, with the object's address where there are
 * several, and what the requests failed with
 */
export async function keptPlan(
  services: WorkServices,
  id: string,
  request: Job["request"],
): Promise<JobPlan> {
  const { addresses, bytes = 0 } = await jobSources(services, id, request);
  const rangeBytes = Math.max(services.settings.chunkBytes, Math.ceil(bytes / MAX_CHUNKS));
  const plan: JobPlan = {
    sources: await inParallel(addresses, SOURCES_AT_ONCE, async (source) => {
      const wish = { ...loadOf(request), source };
      const plan = await planSource(wish, { rangeBytes }, services).catch((error: unknown) => {
        throw addresses.length > 1 ? errorOfFile(error, source) : error;
      });
      return { address: source, plan };
    }),
  };
  return keepFirst(services, objectKeys.plan(id), plan);
}

async function keepFirst(
  { clients, bucket }: WorkServices,
  key: string,
  plan: JobPlan,
): Promise<JobPlan> {
  const { GetObjectCommand, PutObjectCommand } = await import("@aws-sdk/client-s3");
  const client = await clients.s3();
  const at = { Bucket: bucket, Key: key };
  try {
    await client.send(
      new PutObjectCommand({ ...at, Body: JSON.stringify(plan), IfNoneMatch: "*" }),
    );
    return plan;
  } catch (error) {
    if (!isTaken(error)) throw error;
    const { Body } = await client.send(new GetObjectCommand(at));
    return jobPlanSchema.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  }
}

/** The chunks of a plan, in order. */
export function* chunksOfPlan({ sources }: JobPlan, expiresAt: number): Generator<ChunkItem> {
  let chunk = 0;
  for (const [source, { plan }] of sources.entries()) {
    for (const { begin, end } of plan.ranges) {
      yield newChunk({ chunk, source, start: begin, end, expires_at: expiresAt });
      chunk += 1;
    }
  }
}

/** The cuts that were refused, of all sources together. */
export function refusedCutsOf({ sources }: JobPlan): SourcePlan["refused"] {
  const byCode = new Map<string, SourcePlan["refused"][number]>();
  for (const { code, message, count } of sources.flatMap(({ plan }) => plan.refused)) {
    const known = byCode.get(code);
    byCode.set(code, {
      code,
      message: known?.message ?? message,
      count: count + (known?.count ?? 0),
    });
  }
  return [...byCode.values()];
}
