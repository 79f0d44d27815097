import { type JobTables, jobTablesSetting } from "@spillway/ingest-jobs";
import * as z from "zod";

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  /** Region of the function, set by Lambda. */
  AWS_REGION: z.string(),
  /** Table of jobs and their chunks. */
  JOBS_TABLE: z.string(),
  /** Queue whose messages the workers take. */
  CHUNK_QUEUE_URL: z.url(),
  /** Bucket of uploads, inline records, reports and rejects. */
  INGEST_BUCKET: z.string(),
  /** Tables that jobs may write, JSON. The first is the one of `POST /api/users/migrate`. */
  TABLES: jobTablesSetting.refine((tables) => firstOf(tables) !== undefined, {
    message: "expected a table at least",
  }),
  /** Seconds that a presigned address holds, of uploads as of rejects. */
  UPLOAD_SECONDS: z.coerce.number().int().min(1).max(43_200).default(900),
  /** Days until a job is forgotten. */
  JOB_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** Largest body. Lambda takes events of 6 MB, in which a body's quotes are escaped. */
  MAX_BODY_BYTES: z.coerce.number().int().min(1_000).max(6_000_000).default(5_000_000),
});

/** The first table's name. */
export function firstOf(tables: JobTables): string | undefined {
  return Object.keys(tables)[0];
}
