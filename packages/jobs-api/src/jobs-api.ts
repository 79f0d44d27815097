import {
  type HttpServiceOptions,
  httpService,
  type OpenApiInfo,
  type Operation,
  openApiDocument,
  operation,
} from "@spillway/http-service";
import type { Jobs } from "@spillway/ingest-jobs";
import type { BucketLinks } from "./bucket-links.ts";
import { JOBS_API_STATUSES } from "./jobs-api-error.ts";
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
    Document: "This document",
  },
};

/** The API's operations, the OpenAPI document of them among them. */
export function jobsApiOperations(options: JobsApiOptions): readonly Operation[] {
  const { jobs, links, exampleTable, now } = options;
  const operations: Operation[] = [
    ...jobOperations(jobs, links),
    ...fileOperations(jobs, links, now),
    migrateUsers(jobs, exampleTable),
  ];
  let document: object | undefined;
  operations.push(
    operation({
      ...{ id: "getOpenApi", method: "GET", path: "/openapi.json", tag: "Document" },
      summary: "Read this document",
      description: "OpenAPI 3.1, made from the schemas that check the requests.",
      answers: { 200: { description: "The document" } },
      handle: async () => {
        document ??= openApiDocument(operations, INFO, JOBS_API_STATUSES);
        return { status: 200, body: document };
      },
    }),
  );
  return operations;
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
  return httpService({ operations, statuses: JOBS_API_STATUSES, maxBodyBytes, logger });
}
