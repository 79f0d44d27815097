import * as z from "zod";
import { writeReportSchema } from "./write-report.ts";

/** An answer is read, never changed. */
type Answer<Value> = Value extends object
  ? { readonly [Name in keyof Value]: Answer<Value[Name]> }
  : Value;

const reason = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
});
const moment = z.iso.datetime();
const count = z.int().min(0);

const stateSchema = z
  .enum([
    "queued",
    "running",
    "cancelling",
    "succeeded",
    "succeeded with rejects",
    "failed",
    "cancelled",
  ])
  .meta({ id: "JobState", description: "Where a job is; the last four are ends" });

const summary = {
  id: z.uuid().meta({ description: "Sorts by the moment it was accepted in" }),
  state: stateSchema,
  table: z.string(),
  strategy: z.enum(["direct", "buffered", "spillover"]),
  source: z.string().meta({ description: "s3://bucket/key, or 500 records" }),
  createdAt: moment,
  endedAt: moment.optional(),
  reason: reason.optional().meta({ description: "Why it failed" }),
};

/** A job as a list has it. */
export const jobSummarySchema = z
  .object(summary)
  .meta({ id: "JobSummary", description: "A job in a list" });
export type JobSummaryAnswer = Answer<z.output<typeof jobSummarySchema>>;

const progressSchema = z
  .object({
    records: count.meta({ description: "Records that have ended, in whichever way" }),
    bytes: count.meta({ description: "Bytes of the source that are done" }),
    totalBytes: count.optional().meta({ description: "Left out until the source was looked at" }),
    recordsPerSecond: z.number().min(0),
    unitsPerSecond: z.number().min(0),
    secondsLeft: z.number().min(0).optional(),
    chunks: z.object({ total: count, running: count, done: count }),
  })
  .meta({ id: "JobProgress", description: "How far a job is" });

/** A job with all that is known of it. */
export const jobSchema = z
  .object({
    ...summary,
    request: z
      .looseObject({ table: z.string() })
      .meta({ description: "What was asked for, without the records" }),
    progress: progressSchema,
    report: writeReportSchema.optional().meta({ description: "What became of the records so far" }),
    refusedCuts: z
      .array(z.object({ code: z.string(), message: z.string(), count }))
      .meta({ description: "What kept the source from being cut into more chunks" }),
    rejects: z
      .object({ files: count, bytes: count })
      .meta({ description: "Records that were not written, in files" }),
    links: z
      .object({
        self: z.string(),
        allRejects: z.string().meta({ description: "Lists every file with rejects" }),
        rejects: z
          .array(z.url())
          .meta({ description: "The first 20 files; presigned, whoever has them can read" }),
        report: z.url().optional().meta({ description: "The report, once the job has ended" }),
        expireAt: moment.meta({ description: "When the presigned ones end" }),
      })
      .meta({ id: "JobLinks" }),
  })
  .meta({ id: "Job", description: "A job with all that is known of it" });
export type JobAnswer = Answer<z.output<typeof jobSchema>>;

/** A page of jobs. */
export const jobListSchema = z
  .object({
    jobs: z.array(jobSummarySchema),
    next: z.string().optional().meta({ description: "`after` of the next page, if there is one" }),
  })
  .meta({ id: "JobList", description: "A page of jobs, newest first" });
export type JobListAnswer = Answer<z.output<typeof jobListSchema>>;

/** A page of files with rejects. */
export const rejectListSchema = z
  .object({
    rejects: z.array(z.object({ key: z.string(), bytes: count, url: z.url() })),
    expireAt: moment.meta({ description: "When the addresses end" }),
    next: z.string().optional().meta({ description: "`after` of the next page, if there is one" }),
  })
  .meta({ id: "RejectList", description: "Files with records that were not written" });
export type RejectListAnswer = Answer<z.output<typeof rejectListSchema>>;

/** Where a file may be put. */
export const uploadSchema = z
  .object({
    method: z.literal("PUT"),
    url: z.url().meta({ description: "Presigned: whoever has it can put this one file" }),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: "To be sent as they are; they are signed" }),
    bucket: z.string(),
    key: z.string(),
    expiresAt: moment,
  })
  .meta({ id: "Upload", description: "Where a file may be put" });
export type UploadAnswer = Answer<z.output<typeof uploadSchema>>;
