import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { targetOf } from "@spillway/aws";
import { createLoadClients } from "@spillway/aws-clients";
import { jobRequestSchema, jobStore } from "@spillway/ingest-jobs";
import { systemClock } from "@spillway/pacing";
import { createTestTable } from "@spillway/testkit";
import { CLIENT_SETTINGS } from "../writing/contender.ts";

const QUEUE_URL = "http://sqs.bench/123456789012/chunks";
const BUCKET = "ingest";
const TABLES = { Bench: { buffer_queue_url: null } };

/** Where the jobs of the bench are kept, and the table that they write. */
export interface JobEngine {
  /** The environment of a worker. */
  readonly env: NodeJS.ProcessEnv;
  /** Begins a job of the object of the bench. */
  submit(): Promise<string>;
  /** How many records it has written; undefined until it has ended. */
  written(id: string): Promise<number | undefined>;
  /** How many records of it have ended so far. */
  recordsOf(id: string): Promise<number>;
  close(): void;
}

/**
 * @param endpoint of the bench's services
 * @param table `writeUnits` of it a second; default: on demand
 */
export async function jobEngine(
  endpoint: string,
  chunkBytes: number,
  { writeUnits }: { readonly writeUnits?: number } = {},
): Promise<JobEngine> {
  const settings = { ...CLIENT_SETTINGS, endpoint };
  const client = new DynamoDBClient(settings);
  const { name: table } = await createTestTable(client, {
    keys: ["pk:S", "sk:S"],
    globalIndexes: {
      "jobs-by-time": { keys: ["list_pk:S", "list_sk:S"] },
      "running-jobs": { keys: ["running:S", "list_sk:S"] },
    },
  });
  await createTestTable(client, {
    ...{ name: "Bench", keys: ["pk:S"] },
    ...(writeUnits !== undefined && { writeUnits }),
  });
  client.destroy();
  const clients = createLoadClients(targetOf(undefined, settings, {}));
  const jobs = jobStore({
    ...{ clients, table, queueUrl: QUEUE_URL, bucket: BUCKET, tables: TABLES },
    ...{ retentionDays: 1, clock: systemClock },
  });
  return {
    env: {
      ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: settings.region },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      AWS_LAMBDA_FUNCTION_NAME: "bench",
      ...{ JOBS_TABLE: table, CHUNK_QUEUE_URL: QUEUE_URL, INGEST_BUCKET: BUCKET },
      ...{ TABLES: JSON.stringify(TABLES), CHUNK_BYTES: String(chunkBytes) },
      JOB_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:jobs",
    },
    async submit() {
      const source = { bucket: "bench", key: "records.csv" };
      const request = jobRequestSchema.parse({ table: "Bench", source });
      const { job } = await jobs.submit(request, { caller: "bench" });
      return job.id;
    },
    async written(id) {
      const job = await jobs.find(id);
      if (job?.endedAt === undefined) return undefined;
      if (job.state !== "succeeded") throw new Error(JSON.stringify(job));
      return job.report?.written;
    },
    recordsOf: async (id) => (await jobs.find(id))?.progress.records ?? 0,
    close: () => clients.destroy(),
  };
}
