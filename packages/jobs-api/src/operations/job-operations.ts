import { type Operation, operation } from "@spillway/http-service";
import {
  type Job,
  type JobRequest,
  type Jobs,
  jobRequestSchema,
  type Submission,
} from "@spillway/ingest-jobs";
import { jobListSchema, jobSchema, jobSummarySchema } from "@spillway/jobs-client";
import * as z from "zod";
import type { BucketLinks } from "../bucket-links.ts";
import { jobAnswer, jobPath } from "../job-answer.ts";
import { jobsApiError } from "../jobs-api-error.ts";

/** Jobs have ids of this form. */
const JOB_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Names a job in a path. Any text: what is no id is a job that there is not. */
export const jobParams = z.object({ id: z.string().meta({ description: "The job's id" }) });

/** The `next` of a page. */
export const cursor = z.string().min(1).max(1_024).optional();

const tag = "Jobs";

/** The operations on jobs themselves. */
export function jobOperations(jobs: Jobs, links: BucketLinks): readonly Operation[] {
  return [
    operation({
      ...{ id: "submitJob", method: "POST", path: "/jobs", tag },
      summary: "Submit a job",
      description:
        "Loads records, or files in S3, into a table. The answer comes once the job is kept; the work goes on behind it.",
      body: jobRequestSchema,
      idempotent: true,
      answers: { 202: ACCEPTED },
      problems: ["IDEMPOTENCY_KEY_REUSED", "STRATEGY_UNAVAILABLE"],
      handle: ({ body, caller, idempotency }) =>
        submitted(jobs, body, { caller, ...(idempotency && { idempotency }) }),
    }),
    operation({
      ...{ id: "listJobs", method: "GET", path: "/jobs", tag },
      summary: "List jobs",
      description: "Jobs of all callers, newest first, a page at a time.",
      query: z.strictObject({
        limit: z.coerce
          .number("expected a number from 1 to 100")
          .int()
          .min(1)
          .max(100)
          .default(20)
          .meta({ description: "Jobs of a page, 1 to 100" }),
        after: cursor.meta({ description: "`next` of the page before" }),
        running: z
          .stringbool()
          .default(false)
          .meta({ description: "Only those that have not ended" }),
      }),
      answers: { 200: { description: "A page of jobs", schema: jobListSchema } },
      problems: ["CURSOR_INVALID"],
      handle: async ({ query: { limit, after, running } }) => ({
        status: 200,
        body: await jobs.list({
          limit,
          onlyRunning: running,
          ...(after === undefined ? {} : { after }),
        }),
      }),
    }),
    operation({
      ...{ id: "getJob", method: "GET", path: "/jobs/{id}", tag },
      summary: "Read a job",
      description: "State, progress, the report so far, and links to report and rejects.",
      params: jobParams,
      answers: { 200: { description: "The job", schema: jobSchema } },
      problems: ["JOB_NOT_FOUND"],
      handle: async ({ params: { id } }) => ({
        status: 200,
        body: jobAnswer(await found(jobs, id), links),
      }),
    }),
    operation({
      ...{ id: "cancelJob", method: "DELETE", path: "/jobs/{id}", tag },
      summary: "Cancel a job",
      description:
        "Asks its workers to stop, which they do within their next batch. What was written stays, and the report says what it was.",
      params: jobParams,
      answers: { 202: { description: "It is being cancelled", schema: jobSummarySchema } },
      problems: ["JOB_NOT_FOUND", "JOB_ENDED"],
      handle: async ({ params: { id } }) => {
        const cancelled = isJobId(id) ? await jobs.cancel(id) : undefined;
        if (cancelled === undefined) throw notFound(id);
        return { status: 202, body: cancelled };
      },
    }),
  ];
}

/** How an accepted job is described. */
export const ACCEPTED = {
  description: "The job is kept",
  schema: jobSummarySchema,
  headers: {
    Location: "Where the job can be read",
    "Idempotency-Replayed": "true where an earlier request with this key made the job",
  },
};

/** Keeps a job and answers 202. */
export async function submitted(jobs: Jobs, request: JobRequest, submission: Submission) {
  const { job, isNew } = await jobs.submit(request, submission);
  const replayed = isNew ? {} : { "idempotency-replayed": "true" };
  return { status: 202, headers: { location: jobPath(job.id), ...replayed }, body: job };
}

/** @throws SpillwayError `JOB_NOT_FOUND` */
export async function found(jobs: Jobs, id: string): Promise<Job> {
  // What is no id is not asked for: a key of DynamoDB's can't be as long as a path.
  const job = isJobId(id) ? await jobs.find(id) : undefined;
  if (job === undefined) throw notFound(id);
  return job;
}

function isJobId(id: string): boolean {
  return JOB_ID.test(id);
}

function notFound(id: string): Error {
  return jobsApiError("JOB_NOT_FOUND", `there is no job ${id.slice(0, 100)}`, {
    hint: "GET /jobs lists those there are. A job is forgotten some time after its end.",
  });
}
