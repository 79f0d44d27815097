import { fencedChunk } from "../chunk/chunk-state.ts";
import { isTaken } from "../objects/is-taken.ts";
import { objectKeys } from "../objects/object-keys.ts";
import { jobOf } from "../progress/job-of.ts";
import { fenceStoredChunk } from "../store/chunk-store.ts";
import { allChunksOf, chunksOf } from "../store/find-job.ts";
import type { ChunkItem } from "../store/items/chunk-item.ts";
import { hasEnded, type MetaItem } from "../store/items/meta-item.ts";
import { tableOf } from "../store/job-places.ts";
import { metaOfJob, rememberNotice, updateMeta } from "../store/meta-store.ts";
import { isPassing, loggedFailure } from "../work/error-kinds.ts";
import type { WorkServices } from "../work/work-services.ts";
import { jobEnd } from "./job-end.ts";
import { keepLeftRejects } from "./left-rejects.ts";

/** So long after a job's end, whoever ended it is taken for dead if its notice was not sent. */
const NOTICE_WITHIN_MS = 20_000;

/** What became of a try to end a job. */
export type Finish =
  /** It has ended, and its notice was sent; or it goes on and others will end it. */
  | { readonly kind: "done" }
  /** Whoever asks has to ask again: a worker that should have stopped is still at it, or its end is not told. */
  | { readonly kind: "later"; readonly seconds: number; readonly why: string };

const DONE: Finish = { kind: "done" };

/**
 * Ends a job if it can be: its report is written, its state kept, its notice sent, each once. Called
 * whenever a chunk has ended, or was found ended.
 *
 * @param near a chunk that has ended: most often one near it has not, and that is soon found
 */
export async function finishJob(
  services: WorkServices,
  job: string,
  near?: number,
): Promise<Finish> {
  const table = tableOf(services);
  const meta = await metaOfJob(table, job);
  if (meta === undefined) return DONE;
  if (hasEnded(meta)) return told(services, meta);
  if (meta.stop === undefined && near !== undefined && (await isOpenNear(services, job, near))) {
    return DONE;
  }
  const chunks: ChunkItem[] = [];
  for await (const chunk of chunksOf(table, job, { consistent: true })) {
    if (meta.stop === undefined && chunk.state === "open") return DONE;
    chunks.push(chunk);
  }
  const { clock } = services;
  const end = jobEnd(meta, chunks, clock.now());
  if (end.kind === "ended") return DONE;
  if (end.kind === "not yet") {
    if (meta.stop === undefined) return DONE;
    return { kind: "later", seconds: 2, why: "a worker of the stopped job has not stopped yet" };
  }
  for (const chunk of end.fence) {
    if (!(await fenceStoredChunk(table, job, chunk))) {
      return { kind: "later", seconds: 2, why: "a worker of the stopped job is heard of again" };
    }
    chunks[chunks.indexOf(chunk)] = fencedChunk(chunk);
  }
  await keepLeftRejects(services, job, chunks);
  const ended: MetaItem = {
    ...meta,
    state: end.state,
    ended_at: new Date(clock.now()).toISOString(),
  };
  await writeReport(services, ended, chunks).catch((error: unknown) => {
    if (isPassing(error)) throw error;
    // The job ends in any case: it may have failed for the same reason.
    services.logger.warn("the report could not be written", { job, ...loggedFailure(error) });
  });
  const { state, ended_at } = ended;
  // The stop that decided is still the one that is kept: nobody changes it.
  if (!(await updateMeta(table, job, { state, ended_at }, ["running"]))) {
    return { kind: "later", seconds: 1, why: "another worker has just ended the job" };
  }
  services.logger.info("the job has ended", { job, state });
  await announce(services, ended, chunks);
  return DONE;
}

const GROUP = 100;

async function isOpenNear(services: WorkServices, job: string, near: number): Promise<boolean> {
  const from = near - (near % GROUP);
  const group = chunksOf(tableOf(services), job, { consistent: true, from, to: from + GROUP - 1 });
  for await (const { state } of group) if (state === "open") return true;
  return false;
}

/** Tells of an end that whoever made it did not come to tell. */
async function told(services: WorkServices, meta: MetaItem): Promise<Finish> {
  if (meta.noticed) return DONE;
  const sinceMs = services.clock.now() - Date.parse(meta.ended_at ?? "");
  if (sinceMs < NOTICE_WITHIN_MS) {
    const seconds = Math.ceil((NOTICE_WITHIN_MS - sinceMs) / 1_000);
    return { kind: "later", seconds, why: "the job has ended, and its notice is being sent" };
  }
  const chunks = await allChunksOf(tableOf(services), meta, { consistent: true });
  await announce(services, meta, chunks);
  return DONE;
}

async function announce(
  services: WorkServices,
  meta: MetaItem,
  chunks: readonly ChunkItem[],
): Promise<void> {
  const { bucket, clock } = services;
  const job = jobOf(meta, chunks, { bucket, nowMs: clock.now() });
  const { id, state, table, report, reportKey, reason } = job;
  const { read, written, deduplicated, rejected, failed, spilled } = report ?? {};
  const counts = { read, written, deduplicated, rejected, failed, spilled };
  await services.announce({
    body: JSON.stringify({
      id,
      state,
      table,
      counts,
      bucket,
      report: reportKey,
      ...(reason && { reason }),
    }),
    attributes: { state, table, job_id: id },
  });
  await rememberNotice(tableOf(services), id);
}

/** Writes the report unless there is one. */
async function writeReport(
  { clients, bucket, clock }: WorkServices,
  meta: MetaItem,
  chunks: readonly ChunkItem[],
): Promise<void> {
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const client = await clients.s3();
  const job = jobOf(meta, chunks, { bucket, nowMs: clock.now() });
  await client
    .send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: objectKeys.report(meta.id),
        Body: `${JSON.stringify(job, undefined, 2)}\n`,
        ContentType: "application/json",
        IfNoneMatch: "*",
      }),
    )
    .catch((error: unknown) => {
      if (!isTaken(error)) throw error;
    });
}
