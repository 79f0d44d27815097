import { finishJob } from "../../end/finish-job.ts";
import { ingestJobsError } from "../../errors.ts";
import type { Job } from "../../job.ts";
import { keptRequest } from "../../progress/job-of.ts";
import { chunkMessage } from "../../queue/job-message.ts";
import { createItem } from "../../store/chunk-store.ts";
import { itemKeys } from "../../store/items/keys.ts";
import { hasEnded, type MetaItem } from "../../store/items/meta-item.ts";
import { tableOf } from "../../store/job-places.ts";
import { failJob, metaOfJob, updateMeta } from "../../store/meta-store.ts";
import { jobTable } from "../../tables.ts";
import { failureOf, loggedFailure } from "../error-kinds.ts";
import { inParallel } from "../in-parallel.ts";
import { kept } from "../kept-hidden.ts";
import { sendAllMessages } from "../send-messages.ts";
import {
  type Delivery,
  type Handled,
  NOTHING_WRITTEN,
  type WorkServices,
} from "../work-services.ts";
import { chunksOfPlan, keptPlan, refusedCutsOf } from "./job-plan.ts";

/** A message whose job is still not there after so long is of a request that failed in the middle. */
const JOB_WITHIN_MS = 60_000;
const JOB_MISSING_SECONDS = 16;
const MAX_PLANS = 10;
const AGAIN_SECONDS = 5;
const PUTS_AT_ONCE = 32;

/**
 * Cuts a job's source into chunks and sends a message for each. Each step can be done again by another
 * worker, from the beginning, at the same time as well.
 */
export async function planJob(
  services: WorkServices,
  id: string,
  delivery: Delivery,
): Promise<Handled> {
  const table = tableOf(services);
  const meta = await metaOfJob(table, id);
  if (meta === undefined) return jobMissing(services, id, delivery);
  if (hasEnded(meta) || meta.stop !== undefined) return finished(services, id);
  const request = keptRequest(meta);
  try {
    if (meta.chunks_total === undefined) {
      await kept(services, delivery, () => cutJob(services, meta, request, delivery));
    }
    if (!meta.messages_sent) await kept(services, delivery, () => sendChunks(services, id));
  } catch (error) {
    const { passes, ...reason } = failureOf(error);
    services.logger.warn("the job could not be cut", { job: id, ...loggedFailure(error) });
    if (passes && delivery.receiveCount < MAX_PLANS) {
      return {
        kind: "later",
        seconds: AGAIN_SECONDS,
        why: reason.message,
        written: NOTHING_WRITTEN,
      };
    }
    await failJob(table, id, reason);
  }
  return finished(services, id);
}

function jobMissing(
  services: WorkServices,
  job: string,
  { sentAtMs, receiveCount }: Delivery,
): Handled {
  if (services.clock.now() - sentAtMs < JOB_WITHIN_MS) {
    // Seldom enough to leave most of its deliveries to the planning.
    const seconds = Math.min(JOB_MISSING_SECONDS, 2 ** (receiveCount - 1));
    return { kind: "later", seconds, why: "the job is not there yet", written: NOTHING_WRITTEN };
  }
  services.logger.warn("a message is of no job", { job });
  return { kind: "done", written: NOTHING_WRITTEN };
}

async function finished(services: WorkServices, id: string): Promise<Handled> {
  return { ...(await finishJob(services, id)), written: NOTHING_WRITTEN };
}

async function cutJob(
  services: WorkServices,
  meta: MetaItem,
  request: Job["request"],
  delivery: Delivery,
): Promise<void> {
  assertAllowed(services, request);
  if (delivery.receiveCount > MAX_PLANS) {
    throw ingestJobsError(
      "PLAN_FAILED",
      `expected the source to be looked at within ${MAX_PLANS} attempts; each ended on the way`,
      { hint: "Does the worker have time and memory enough? Its log says how it ended." },
    );
  }
  const plan = await keptPlan(services, meta.id, request);
  const table = tableOf(services);
  const { expires_at } = meta;
  await inParallel(
    plan.sources.entries(),
    PUTS_AT_ONCE,
    ([
      at,
      {
        address,
        plan: { source },
      },
    ]) =>
      createItem(table, {
        ...itemKeys.source(meta.id, at),
        address,
        planned: JSON.stringify(source),
        expires_at,
      }),
  );
  const chunks = [...chunksOfPlan(plan, expires_at)];
  await inParallel(chunks, PUTS_AT_ONCE, (chunk) =>
    createItem(table, { ...itemKeys.chunk(meta.id, chunk.chunk), ...chunk }),
  );
  const facts = {
    state: "running" as const,
    started_at: new Date(services.clock.now()).toISOString(),
    chunks_total: chunks.length,
    total_bytes: chunks.reduce((sum, { start, end }) => sum + end - start, 0),
    refused_cuts: JSON.stringify(refusedCutsOf(plan)),
  };
  const isFirst = "attribute_not_exists(chunks_total) AND attribute_not_exists(#stop)";
  if (await updateMeta(table, meta.id, facts, [], isFirst)) {
    const { chunks_total, total_bytes } = facts;
    services.logger.info("the job was cut", { job: meta.id, chunks_total, total_bytes });
  }
}

function assertAllowed({ tables }: WorkServices, { table, strategy }: Job["request"]): void {
  const allowed = jobTable(tables, table);
  if (allowed === undefined) {
    const names = Object.keys(tables).map((name) => `"${name}"`);
    throw ingestJobsError(
      "TABLE_NOT_ALLOWED",
      `expected a table that jobs may write, ${names.join(", ") || "of which there is none"}; came "${table}"`,
      { hint: "Name one of these, or add the table to the service's variable of tables." },
    );
  }
  if (strategy !== "direct" && allowed.buffer_queue_url === null) {
    throw ingestJobsError(
      "STRATEGY_UNAVAILABLE",
      `expected the table "${table}" to have a buffer queue for the strategy ${strategy}; it has none`,
      { hint: "Ask for the strategy direct." },
    );
  }
}

/** Sends the message of each chunk, unless the job was stopped or another worker has. */
async function sendChunks(services: WorkServices, id: string): Promise<void> {
  const table = tableOf(services);
  const meta = await metaOfJob(table, id);
  if (meta?.chunks_total === undefined || meta.stop !== undefined) return;
  await sendAllMessages(
    services,
    Array.from({ length: meta.chunks_total }, (_, chunk) => chunkMessage(id, chunk)),
  );
  await updateMeta(table, id, { messages_sent: true }, []);
}
