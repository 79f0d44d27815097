import type { LoadReport } from "@spillway/load";
import { endedChunk, releasedChunk, settledChunk, withErrors } from "../../chunk/chunk-state.ts";
import { finishJob } from "../../end/finish-job.ts";
import { chunkMessage } from "../../queue/job-message.ts";
import type { ChunkItem } from "../../store/items/chunk-item.ts";
import { isPassing, loggedFailure } from "../error-kinds.ts";
import { sendAllMessages } from "../send-messages.ts";
import type { Handled, WorkServices, WrittenCounts } from "../work-services.ts";
import type { ChunkOwner } from "./chunk-owner.ts";
import { mergeRejects } from "./merge-rejects.ts";
import type { RejectParts } from "./reject-parts.ts";

/** A load of a chunk that did not throw. */
export interface EndedLoad {
  readonly report: LoadReport;
  /** The reject lines that it kept. */
  readonly rejects: RejectParts;
}

/** The chunk is done. */
export async function ended(
  services: WorkServices,
  owner: ChunkOwner,
  report: LoadReport,
  written: () => WrittenCounts,
): Promise<Handled> {
  const { job, chunk } = owner;
  const rejects = await merged(services, owner);
  await owner.leave(endedChunk(withErrors(owner.chunk, report.errors), "done", rejects));
  services.logger.info("the chunk is done", {
    job,
    chunk: chunk.chunk,
    attempt: chunk.attempt,
    ...written(),
  });
  return finished(services, { job, chunk: chunk.chunk }, written());
}

/** Frees the chunk for whoever gets its new message. */
export async function handedOn(
  services: WorkServices,
  owner: ChunkOwner,
  written: () => WrittenCounts,
  report?: LoadReport,
): Promise<Handled> {
  const { job, chunk } = owner;
  await owner.leave(releasedChunk(withErrors(chunk, report?.errors ?? [])));
  await sendAllMessages(services, [chunkMessage(job, chunk.chunk)]);
  const facts = { job, chunk: chunk.chunk, attempt: chunk.attempt, ...written() };
  services.logger.info("the chunk was handed on", facts);
  return { kind: "done", written: written() };
}

/**
 * The chunk of a job that was stopped: nobody goes on with it.
 *
 * @param load undefined where none was begun, or it threw: then the last checkpoint counts
 */
export async function stopped(
  services: WorkServices,
  owner: ChunkOwner,
  written: () => WrittenCounts,
  load?: EndedLoad,
): Promise<Handled> {
  const settled = load && (await settledBy(owner, load));
  const rejects = await merged(services, owner, settled).catch((error: unknown) => {
    if (isPassing(error)) throw error;
    // The job ends in any case: the parts are where they are.
    services.logger.warn("the rejects could not be put together", {
      job: owner.job,
      ...loggedFailure(error),
    });
    return undefined;
  });
  await owner.leave(endedChunk(settled ?? owner.chunk, "stopped", rejects));
  return finished(services, { job: owner.job, chunk: owner.chunk.chunk }, written());
}

async function settledBy(
  { chunk }: ChunkOwner,
  { report, rejects }: EndedLoad,
): Promise<ChunkItem> {
  await rejects.flush();
  return settledChunk(chunk, report, rejects.parts);
}

async function merged({ clients, bucket }: WorkServices, owner: ChunkOwner, chunk = owner.chunk) {
  return owner.whileHeld(async () => mergeRejects(await clients.s3(), bucket, owner.job, chunk));
}

/** Ends the job, if this was its last chunk. */
export async function finished(
  services: WorkServices,
  { job, chunk }: { readonly job: string; readonly chunk: number },
  written: WrittenCounts,
): Promise<Handled> {
  return { ...(await finishJob(services, job, chunk)), written };
}
