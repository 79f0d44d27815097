import { jobTablesSetting } from "@spillway/ingest-jobs";
import * as z from "zod";

const DEFAULT_CHUNK_BYTES = 67_108_864;

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  /** Region of the function, set by Lambda. */
  AWS_REGION: z.string(),
  /** The table of jobs and chunks, and of the shared pace. */
  JOBS_TABLE: z.string(),
  /** The queue that invokes the function, and takes what is to be done next. */
  CHUNK_QUEUE_URL: z.url(),
  /** Bucket of plans, rejects and reports. */
  INGEST_BUCKET: z.string(),
  /** JSON of the tables that jobs may write. */
  TABLES: jobTablesSetting,
  /** Topic that hears of each job's end. */
  JOB_TOPIC_ARN: z.string().regex(/^arn:[^:]+:sns:/, "expected the ARN of a topic"),
  /** Bytes of a chunk; of a source above 10,000 times that its chunks are larger. */
  CHUNK_BYTES: z.coerce.number().int().min(1).default(DEFAULT_CHUNK_BYTES),
  /** Requests in flight to the table. */
  WRITE_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(5),
  /** How often one record is tried. */
  MAX_ATTEMPTS: z.coerce.number().int().min(1).default(8),
  /** Whether workers share the table's pace; else each takes all of it. */
  SHARE_PACE: z.stringbool().default(true),
  /** Seconds between two checkpoints: what a killed worker's successor writes again. */
  CHECKPOINT_SECONDS: z.coerce.number().min(0.1).max(8).default(2),
});

/** The settings as they were read. */
export type Settings = z.output<typeof settingsSchema>;
