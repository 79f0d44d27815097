import * as z from "zod";
import { JOB_STATES, type JobSummary } from "../../job.ts";
import { JOB_STRATEGIES } from "../../request/job-request.ts";

const reasonSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});

const summarySchema = z.object({
  state: z.enum(JOB_STATES),
  table: z.string(),
  strategy: z.enum(JOB_STRATEGIES),
  source: z.string(),
  created_at: z.string(),
  ended_at: z.string().optional(),
  reason: reasonSchema.optional(),
});

/** What the indexes hold of a job. */
export const listedItemSchema = summarySchema.extend({ list_sk: z.string() });

/** The item of a job itself: it is written when the job begins, is cut, is stopped and ends. */
export const metaItemSchema = summarySchema.extend({
  id: z.string(),
  /** The request without its records, JSON. */
  request: z.string(),
  caller: z.string(),
  /** Set once: why no more is to be written. The first that sets it decides how the job ends. */
  stop: z.enum(["cancel", "fail"]).optional(),
  /** When the source was cut: its chunks are there from then on. */
  started_at: z.string().optional(),
  chunks_total: z.number().optional(),
  total_bytes: z.number().optional(),
  /** JSON of `Job.refusedCuts`. */
  refused_cuts: z.string().optional(),
  /** Whether each chunk has got its message. */
  messages_sent: z.boolean().optional(),
  /** Whether the notice of its end was sent. */
  noticed: z.boolean().optional(),
  /** Seconds since 1970: the table's TTL. */
  expires_at: z.number(),
});

export type MetaItem = z.output<typeof metaItemSchema>;

/** A job as lists show it. */
export function summaryOf(id: string, item: z.output<typeof summarySchema>): JobSummary {
  const { state, table, strategy, source, created_at, ended_at, reason } = item;
  return {
    id,
    state,
    table,
    strategy,
    source,
    createdAt: created_at,
    ...(ended_at !== undefined && { endedAt: ended_at }),
    ...(reason && {
      reason: {
        code: reason.code,
        message: reason.message,
        ...(reason.hint !== undefined && { hint: reason.hint }),
      },
    }),
  };
}

const ENDED: ReadonlySet<string> = new Set([
  "succeeded",
  "succeeded with rejects",
  "failed",
  "cancelled",
]);

/** Whether a job's state is one of the last four. */
export function hasEnded({ state }: Pick<MetaItem, "state">): boolean {
  return ENDED.has(state);
}
