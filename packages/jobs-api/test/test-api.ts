import { apiEvent } from "@spillway/testkit";
import { bucketLinks, type JobsApiOptions, jobsApi } from "../src/index.ts";
import { BUCKET, FakeJobs } from "./fake-jobs.ts";

export const NOW = Date.UTC(2026, 10, 28, 12);

/** The API over jobs in memory, and what it logged as an error. */
export function testApi(changes: Partial<JobsApiOptions> = {}) {
  const jobs = new FakeJobs();
  const failures: unknown[] = [];
  const options: JobsApiOptions = {
    jobs,
    links: bucketLinks({
      ...{ bucket: BUCKET, region: "eu-west-1", seconds: 900, now: () => NOW, env: {} },
      credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
    }),
    exampleTable: "Users",
    maxBodyBytes: 1_000_000,
    now: () => NOW,
    logger: { info: () => {}, warn: () => {}, error: (...line) => void failures.push(line) },
    ...changes,
  };
  const handle = jobsApi(options);
  return {
    ...{ jobs, failures, options },
    // The handler does not look at the invocation's context.
    handle: (event: unknown) => handle(event, {} as never),
    /** Sends one request, such as `POST /jobs`, and reads the answer. */
    async send(line: string, body?: unknown, headers: Record<string, string> = {}) {
      const answer = await handle(apiEvent(line, { body, headers }), {} as never);
      return { ...answer, body: JSON.parse(answer.body) };
    },
  };
}
