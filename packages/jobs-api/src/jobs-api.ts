import {
  type HttpServiceOptions,
  httpService,
  type OpenApiInfo,
  type Operation,
  withDocument,
} from "@spillway/http-service";
import type { Jobs } from "@spillway/ingest-jobs";
import type { BucketLinks } from "./bucket-links.ts";
import { JOBS_API_REFUSALS } from "./jobs-api-error.ts";
import { fileOperations } from "./operations/file-operations.ts";
import { jobOperations } from "./operations/job-operations.ts";
import { migrateUsers } from "./operations/migrate-users.ts";

/** What the API works with. */
export interface JobsApiOptions extends Pick<HttpServiceOptions, "maxBodyBytes" | "logger"> {
  readonly jobs: Jobs;
  readonly links: BucketLinks;
  /** Where `POST /api/users/migrate` loads to. */
  readonly exampleTable: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const INFO: OpenApiInfo = {
  title: "Spillway jobs",
  version: "1.0.0",
  description:
    "Loads many records into DynamoDB tables. A job is accepted at once and done behind the answer, by as many workers as the table can feed, at one shared pace.",
  license: { name: "MIT", identifier: "MIT" },
  tags: {
    Jobs: "What is loaded, and how far it is",
    Files: "Records to be loaded, and those that were not written",
    Example: "The example that this began with",
  },
};

/** The API's operations, the OpenAPI document of them among them. */
export function jobsApiOperations(options: JobsApiOptions): readonly Operation[] {
  const { jobs, links, exampleTable, now } = options;
  const operations = [
    ...jobOperations(jobs, links),
    ...fileOperations(jobs, links, now),
    migrateUsers(jobs, exampleTable),
  ];
  return withDocument(operations, INFO, JOBS_API_REFUSALS);
}

/**
 * The API as a handler of events of an HTTP API.
 *
 * @example
 * const handle = jobsApi({ jobs, links, exampleTable: "users", maxBodyBytes: 5e6, now: Date.now, logger });
 */
export function jobsApi(options: JobsApiOptions) {
  const { maxBodyBytes, logger } = options;
  const operations = jobsApiOperations(options);
  return httpService({ operations, refusals: JOBS_API_REFUSALS, maxBodyBytes, logger });
}
