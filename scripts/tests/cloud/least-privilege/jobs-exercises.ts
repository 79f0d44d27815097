import { randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { jobStore } from "@spillway/ingest-jobs";
import { type JobsClient, jobsClient, signed } from "@spillway/jobs-client";
import { systemClock } from "@spillway/pacing";
import type { Outputs } from "../../demo-environment.ts";
import type { Clients, Exercise } from "./exercises.ts";

type Jobs = Outputs["jobs"]["value"];

const RECORD = { id: "least-privilege", pk: "least-privilege", sk: "1" };

/** A client of the deployed API, signing as whoever the local cloud takes. */
export function clientOf({ api_url }: Pick<Jobs, "api_url">): JobsClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return jobsClient({
    url: api_url,
    authorize: signed(async () => credentials, "us-east-1", Date.now),
    clock: systemClock,
    random: Math.random,
  });
}

/** Lists jobs, and reads the report of one that has ended. */
async function readReport(client: JobsClient): Promise<unknown> {
  const { jobs } = await client.list({ limit: 100 });
  const ended = jobs.find(({ endedAt }) => endedAt !== undefined);
  const { report = "" } = ended === undefined ? {} : (await client.find(ended.id)).links;
  return (await fetch(report)).text();
}

/** The function behind the API: what its role reads by presigned addresses is S3's to refuse, so no log has it. */
export function answering(jobs: Jobs): Exercise {
  const client = clientOf(jobs);
  const request = { table: jobs.default_table_name, records: [RECORD] };
  return {
    functionName: jobs.api_function_name,
    unlogged: ["ReadResults"],
    act: async () => {
      const asked = await Promise.allSettled([
        client.submit(request, randomUUID()),
        readReport(client),
      ]);
      return asked.map(({ status }) => status);
    },
  };
}

/**
 * The function that loads chunks: jobs come to it past the API, whose role may lack something meanwhile. A
 * refused HEAD of S3 has no words to log, and why a queue took no record is said in the job's rejects.
 */
export function working(jobs: Jobs): Exercise {
  const table = jobs.default_table_name;
  const queueUrl = jobs.tables[table]?.buffer_queue_url ?? null;
  return {
    functionName: jobs.worker_function_name,
    queueUrl: jobs.chunk_queue_url,
    unlogged: ["ReadSources", "SendToBuffers"],
    act: async ({ dynamodb, s3, sqs }: Clients) => {
      const store = jobStore({
        clients: {
          dynamodb: async () => dynamodb,
          s3: async () => s3,
          sqs: async () => sqs,
        },
        table: jobs.jobs_table_name,
        queueUrl: jobs.chunk_queue_url,
        bucket: jobs.bucket,
        tables: { [table]: { buffer_queue_url: queueUrl } },
        retentionDays: 1,
        clock: systemClock,
      });
      const caller = { caller: "least-privilege" };
      await store.submit({ table, records: [RECORD], strategy: "direct", deletes: false }, caller);
      const source = { bucket: jobs.bucket, prefix: "uploads/least-privilege/" };
      const Key = `${source.prefix}record.jsonl`;
      await s3.send(
        new PutObjectCommand({ Bucket: jobs.bucket, Key, Body: JSON.stringify(RECORD) }),
      );
      await store.submit({ table, source, strategy: "buffered", deletes: false }, caller);
    },
  };
}
