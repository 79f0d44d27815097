import { Interrupt, type LoadReport, plannedSourceSchema } from "@spillway/load";
import * as z from "zod";
import { MOST_STALLS, releasedChunk, STALL } from "../../chunk/chunk-state.ts";
import { ingestJobsError } from "../../errors.ts";
import { claimStoredChunk } from "../../store/chunk-store.ts";
import type { ChunkItem } from "../../store/items/chunk-item.ts";
import { itemKeys } from "../../store/items/keys.ts";
import { hasEnded, type MetaItem } from "../../store/items/meta-item.ts";
import { tableOf } from "../../store/job-places.ts";
import { found } from "../../store/jobs-table.ts";
import { failJob, metaOfJob } from "../../store/meta-store.ts";
import { type Failure, failureOf, failureOfStop, loggedFailure } from "../error-kinds.ts";
import {
  type Delivery,
  type Handled,
  HIDDEN_SECONDS,
  LEASE_MS,
  MAX_RETURNS,
  NOTHING_WRITTEN,
  type WorkServices,
  type WrittenCounts,
} from "../work-services.ts";
import { ChunkOwner } from "./chunk-owner.ts";
import { type EndedLoad, ended, finished, handedOn, stopped } from "./leave-chunk.ts";
import { type ChunkSource, loadChunk } from "./load-chunk.ts";
import { RejectParts } from "./reject-parts.ts";
import { stopsOf } from "./stops.ts";

const sourceItemSchema = z.object({
  address: z.string(),
  planned: z.string().transform((text) => plannedSourceSchema.parse(JSON.parse(text))),
});

/** After a failure that passes, the chunk is tried again so much later, and twice as much each time. */
const AGAIN_SECONDS = 5;

/**
 * Writes a chunk as far as there is time. What a message of it comes to depends on the chunk's item
 * alone, so it may come any number of times, and to several workers at once.
 */
export async function runChunk(
  services: WorkServices,
  place: { readonly job: string; readonly chunk: number },
  delivery: Delivery,
): Promise<Handled> {
  const table = tableOf(services);
  const { job } = place;
  const nowMs = services.clock.now();
  const claim = await claimStoredChunk(table, place, { nowMs, leaseMs: LEASE_MS });
  if (claim === undefined) {
    services.logger.warn("a message is of no chunk", place);
    return { kind: "done", written: NOTHING_WRITTEN };
  }
  if (claim.kind === "ended") return finished(services, place, NOTHING_WRITTEN);
  if (claim.kind === "taken") {
    const seconds = Math.ceil(claim.freeInMs / 1_000);
    return {
      kind: "later",
      seconds,
      why: "another worker has the chunk",
      written: NOTHING_WRITTEN,
    };
  }
  // After the claim, never before: whoever ends a stopped job counts on it.
  const [meta] = await Promise.all([metaOfJob(table, job), delivery.hide(HIDDEN_SECONDS)]);
  if (meta === undefined) return { kind: "done", written: NOTHING_WRITTEN };
  return workOn(services, meta, claim.chunk, delivery);
}

async function workOn(
  services: WorkServices,
  meta: MetaItem,
  chunk: ChunkItem,
  delivery: Delivery,
): Promise<Handled> {
  const table = tableOf(services);
  const { clients, bucket, clock, random } = services;
  const place = { job: meta.id, chunk: chunk.chunk };
  const { attempt } = chunk;
  const rejects = new RejectParts({ ...place, s3: clients.s3, bucket, attempt });
  const { created_at: startedAt } = meta;
  const parts = () => rejects.parts;
  const ownership = { table, job: meta.id, chunk, startedAt, delivery, parts, clock, random };
  const owner = new ChunkOwner(ownership);
  const written = () => difference(owner.chunk, chunk);
  try {
    if (meta.stop !== undefined || hasEnded(meta)) return await stopped(services, owner, written);
    if (chunk.stalls > MOST_STALLS) throw noProgress(chunk);
    if (delivery.receiveCount >= MAX_RETURNS) return await handedOn(services, owner, written);
    const source = await sourceOf(services, place.job, chunk.source);
    const interrupt = new Interrupt();
    const stops = stopsOf(services, { meta, delivery, interrupt, owner });
    let report: LoadReport;
    try {
      report = await loadChunk(services, { meta, source, owner, rejects, interrupt });
    } finally {
      stops.end();
    }
    if (report.complete) return await ended(services, owner, report, written);
    const load = { report, rejects };
    if (stops.isJobStopped()) return await stopped(services, owner, written, load);
    if (!interrupt.requested) {
      return await failed(services, owner, failureOfStop(report.stopped), { written, load });
    }
    return await handedOn(services, owner, written, report);
  } catch (error) {
    return failed(services, owner, failureOf(error), { written, error });
  }
}

/** Ends an attempt that went wrong: the job fails, or the chunk is tried again. */
async function failed(
  services: WorkServices,
  owner: ChunkOwner,
  { passes, ...reason }: Failure,
  came: {
    readonly written: () => WrittenCounts;
    readonly load?: EndedLoad;
    readonly error?: unknown;
  },
): Promise<Handled> {
  const { written, load, error } = came;
  const { job, chunk } = owner;
  const facts = { job, chunk: chunk.chunk, attempt: chunk.attempt };
  if (reason.code === "CHUNK_TAKEN_OVER") {
    services.logger.warn("another worker has the chunk", facts);
    return { kind: "later", seconds: HIDDEN_SECONDS, why: reason.message, written: written() };
  }
  const logged = error === undefined ? { reason, passes } : loggedFailure(error);
  services.logger.warn("the attempt failed", { ...facts, ...logged });
  try {
    if (!passes) await failJob(tableOf(services), job, reason);
    if (!passes) return await stopped(services, owner, written, load);
    await owner.leave(releasedChunk(chunk, reason));
  } catch (further) {
    services.logger.warn("the chunk could not be given back", { ...facts, error: String(further) });
    return { kind: "later", seconds: HIDDEN_SECONDS, why: reason.message, written: written() };
  }
  const before = Math.max(0, Math.floor(chunk.stalls / STALL) - 1);
  return {
    kind: "later",
    seconds: AGAIN_SECONDS * 2 ** before,
    why: reason.message,
    written: written(),
  };
}

async function sourceOf(services: WorkServices, job: string, source: number): Promise<ChunkSource> {
  return sourceItemSchema.parse(
    await found(tableOf(services), itemKeys.source(job, source), false),
  );
}

function noProgress({ chunk, last_error }: ChunkItem): Error {
  const why = last_error
    ? `${last_error.code}: ${last_error.message}`
    : "each ended without a word";
  return ingestJobsError(
    "NO_PROGRESS",
    `expected a record of chunk ${chunk} to end within several attempts; none did: ${why}`,
    { hint: "The worker's log has each attempt; without a word it ran out of memory or time." },
  );
}

function difference({ counts: now }: ChunkItem, { counts: before }: ChunkItem): WrittenCounts {
  return {
    written: now.written - before.written,
    rejected: now.rejected - before.rejected,
    failed: now.failed - before.failed,
    spilled: now.spilled - before.spilled,
  };
}
