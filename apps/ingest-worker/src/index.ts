import { setFlagsFromString } from "node:v8";
import { targetOf } from "@spillway/aws";
import { createLoadClients } from "@spillway/aws-clients";
import { KeptPacers } from "@spillway/ingest-jobs";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import { functionCredentials, requestSender, serviceEndpoint } from "@spillway/signed-requests";
import type { SQSEvent } from "aws-lambda";
import { announceOn } from "./announce.ts";
import { createHandler } from "./handler.ts";
import { settingsSchema } from "./settings.ts";

// A range of gigabytes goes through a small heap: with V8's default it grows by garbage that nobody needs.
setFlagsFromString("--heap-growing-percent=30");

const telemetry = {
  logger: createLogger("ingest-worker"),
  metrics: createMetrics("ingest-worker"),
};

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  const { AWS_REGION: region, JOB_TOPIC_ARN: topicArn } = settings;
  // A topic may be in another region than the function.
  const topicRegion = topicArn.split(":")[3] || region;
  const sns = requestSender({
    service: "sns",
    region: topicRegion,
    endpoint: serviceEndpoint("sns", topicRegion, process.env),
    credentials: functionCredentials(process.env),
  });
  // Lambda's variables name the endpoint where there is one, as on the local cloud.
  const endpoint = process.env.AWS_ENDPOINT_URL || undefined;
  return createHandler({
    clients: createLoadClients(targetOf(undefined, { region, endpoint }, process.env)),
    table: settings.JOBS_TABLE,
    queueUrl: settings.CHUNK_QUEUE_URL,
    bucket: settings.INGEST_BUCKET,
    tables: settings.TABLES,
    settings: {
      chunkBytes: settings.CHUNK_BYTES,
      writeConcurrency: settings.WRITE_CONCURRENCY,
      maxAttempts: settings.MAX_ATTEMPTS,
      checkpointSeconds: settings.CHECKPOINT_SECONDS,
      sharePace: settings.SHARE_PACE,
    },
    pacers: new KeptPacers(),
    announce: announceOn(sns, topicArn),
    clock: systemClock,
    random: Math.random,
    ...telemetry,
  });
});

export const handler = observedHandler(
  async (event: SQSEvent, context) => (await handle())(event, context),
  telemetry,
);
