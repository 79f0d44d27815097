import type { ErrorClass } from "@spillway/errors";
import type { WriteReport } from "@spillway/table-writer";
import * as z from "zod";
import type { Job } from "../job.ts";
import { objectKeys } from "../objects/object-keys.ts";
import { jobRequestSchema } from "../request/job-request.ts";
import type { ChunkItem } from "../store/items/chunk-item.ts";
import { hasEnded, type MetaItem, summaryOf } from "../store/items/meta-item.ts";
import { endedRecords, type JobTotals, jobTotals, reportOf } from "./job-totals.ts";

const refusedCutsSchema = z.array(
  z.object({ code: z.string(), message: z.string(), count: z.number() }),
);
/** A request without the records that came with it. */
const keptRequestSchema = z.object(jobRequestSchema.shape).omit({ records: true });

/** A job of its items. */
export function jobOf(
  meta: MetaItem,
  chunks: readonly ChunkItem[],
  { bucket, nowMs }: { readonly bucket: string; readonly nowMs: number },
): Job {
  const totals = jobTotals(chunks, nowMs);
  const startedMs = meta.started_at === undefined ? nowMs : Date.parse(meta.started_at);
  const untilMs = meta.ended_at === undefined ? nowMs : Date.parse(meta.ended_at);
  const durationMs = Math.max(0, untilMs - startedMs);
  const hasBegun = endedRecords(totals.counts) > 0;
  const ended = hasEnded(meta);
  return {
    ...summaryOf(meta.id, meta),
    request: keptRequest(meta),
    progress: progressOf(meta, totals, durationMs / 1_000),
    ...((hasBegun || ended) && { report: reportOf(totals, durationMs, stopOf(meta)) }),
    refusedCuts: refusedCutsSchema.parse(JSON.parse(meta.refused_cuts ?? "[]")),
    bucket,
    ...(ended && { reportKey: objectKeys.report(meta.id) }),
    rejects: totals.rejects,
  };
}

/** What a job was asked to do. */
export function keptRequest({ request }: Pick<MetaItem, "request">): Job["request"] {
  return keptRequestSchema.parse(JSON.parse(request));
}

function progressOf(meta: MetaItem, totals: JobTotals, seconds: number): Job["progress"] {
  const { counts, effort, bytes, chunks } = totals;
  const records = endedRecords(counts);
  const { total_bytes: totalBytes } = meta;
  const perSecond = (amount: number) => (seconds > 0 ? amount / seconds : 0);
  const bytesPerSecond = perSecond(bytes);
  const isLeft = totalBytes !== undefined && bytesPerSecond > 0 && !hasEnded(meta);
  return {
    records,
    bytes,
    ...(totalBytes !== undefined && { totalBytes }),
    recordsPerSecond: perSecond(records),
    unitsPerSecond: perSecond(effort.unitsConsumed.table),
    ...(isLeft && { secondsLeft: Math.max(0, totalBytes - bytes) / bytesPerSecond }),
    chunks: { ...chunks, total: meta.chunks_total ?? chunks.total },
  };
}

/** Why not all of the source was written. */
function stopOf({ state, stop, reason }: MetaItem): WriteReport["stopped"] {
  // A job may be done before its workers hear that it is to stop.
  if (stop === undefined || state.startsWith("succeeded")) return undefined;
  const errorClass: ErrorClass = stop === "fail" ? "environment" : "usage";
  const { code, message, hint } = reason ?? {
    code: "CANCELLED",
    message: "the job was cancelled",
    hint: undefined,
  };
  return { code, message, ...(hint !== undefined && { hint }), errorClass };
}
