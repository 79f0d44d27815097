import { readFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { jobsClient, signed } from "@spillway/jobs-client";
import { systemClock } from "@spillway/pacing";

/** What Terraform says of feature jobs, as far as it is shown. */
export interface JobsOutputs {
  readonly api_url: string;
  readonly authorization: "iam" | "jwt";
  readonly default_table_name: string;
  readonly maximum_concurrency: number;
}

/** A deployed environment with feature jobs: a client of its API, and one of the tables that jobs write. */
export type Cloud = ReturnType<typeof openCloud>;

/**
 * @param file what deploy.sh keeps of an environment: `terraform output -json`
 * @throws Error where callers show tokens: the scripts have none
 */
export function openCloud(file: string) {
  const outputs = JSON.parse(readFileSync(file, "utf8")) as {
    readonly region: { readonly value: string };
    readonly endpoint_url?: { readonly value: string };
    readonly jobs: { readonly value: JobsOutputs };
  };
  const endpoint = outputs.endpoint_url?.value;
  const region = outputs.region.value;
  const jobs = outputs.jobs.value;
  if (jobs.authorization !== "iam") {
    throw new Error(`expected an API that is signed for; came authorization ${jobs.authorization}`);
  }
  const dynamodb = new DynamoDBClient({
    region,
    // A local cloud takes any credentials: these keep a person's own out of it.
    ...(endpoint === undefined
      ? {}
      : { endpoint, credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  });
  const authorize = signed(() => dynamodb.config.credentials(), region, Date.now);
  return {
    jobs,
    table: jobs.default_table_name,
    dynamodb,
    client: jobsClient({ url: jobs.api_url, authorize, clock: systemClock, random: Math.random }),
  };
}
