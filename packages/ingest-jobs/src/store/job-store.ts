import type { Jobs } from "../jobs.ts";
import { cancelJob } from "./cancel-job.ts";
import { findJob } from "./find-job.ts";
import type { JobPlaces } from "./job-places.ts";
import { listJobs } from "./list-jobs.ts";
import { submitJob } from "./submit-job.ts";

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
