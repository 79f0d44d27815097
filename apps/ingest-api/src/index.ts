import { jobStore } from "@spillway/ingest-jobs";
import { bucketLinks, jobsApi } from "@spillway/jobs-api";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import { functionCredentials } from "@spillway/signed-requests";
import { lazyClients } from "./clients.ts";
import { firstOf, settingsSchema } from "./settings.ts";

const telemetry = { logger: createLogger("ingest-api"), metrics: createMetrics("ingest-api") };

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  const { INGEST_BUCKET: bucket, TABLES: tables } = settings;
  return jobsApi({
    jobs: jobStore({
      ...{ clients: lazyClients(process.env), bucket, tables, clock: systemClock },
      table: settings.JOBS_TABLE,
      queueUrl: settings.CHUNK_QUEUE_URL,
      retentionDays: settings.JOB_RETENTION_DAYS,
    }),
    links: bucketLinks({
      ...{ bucket, region: settings.AWS_REGION, now: Date.now, env: process.env },
      credentials: functionCredentials(process.env),
      seconds: settings.UPLOAD_SECONDS,
    }),
    exampleTable: firstOf(tables) ?? "",
    maxBodyBytes: settings.MAX_BODY_BYTES,
    now: Date.now,
    logger: telemetry.logger,
  });
});

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
