import type { Clients } from "@spillway/aws-clients";
import type { Clock } from "@spillway/pacing";
import type { Jobs } from "../jobs.ts";
import type { JobTables } from "../tables.ts";
import { cancelJob } from "./cancel-job.ts";
import { findJob } from "./find-job.ts";
import { listJobs } from "./list-jobs.ts";
import { submitJob } from "./submit-job.ts";

/** Where jobs are kept. */
export interface JobPlaces {
  /** Each client is asked for when it is first needed: an answer to `GET` needs DynamoDB alone. */
  readonly clients: Pick<Clients, "dynamodb" | "s3" | "sqs">;
  /** `JOBS_TABLE`. */
  readonly table: string;
  /** `CHUNK_QUEUE_URL`. */
  readonly queueUrl: string;
  /** `INGEST_BUCKET`. */
  readonly bucket: string;
  /** `TABLES`, read by `jobTablesSetting`. */
  readonly tables: JobTables;
  /** `JOB_RETENTION_DAYS`: so long after it was accepted all of a job is forgotten. */
  readonly retentionDays: number;
  readonly clock: Clock;
}

/**
 * Jobs in a DynamoDB table, their records and reports in S3, their work in an SQS queue. Rights: see
 * the README.
 *
 * @example
 * const jobs = jobStore({ clients, table, queueUrl, bucket, tables, retentionDays: 30, clock: systemClock });
 * const { job } = await jobs.submit(request, { caller: "arn:aws:iam::123456789012:user/ann" });
 */
export function jobStore(places: JobPlaces): Jobs {
  return {
    submit: (request, submission) => submitJob(places, request, submission),
    find: (id) => findJob(places, id),
    list: (page) => listJobs(places, page),
    cancel: (id) => cancelJob(places, id),
  };
}

/** The table of a store. */
export function tableOf({ clients, table }: Pick<JobPlaces, "clients" | "table">) {
  return { client: clients.dynamodb, name: table };
}
