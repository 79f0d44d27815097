import { SQSClient } from "@aws-sdk/client-sqs";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { sampleRecords } from "@spillway/sample-spike";
import { readSettings } from "@spillway/settings";
import { sqsQueue } from "@spillway/write-buffer";
import { createHandler } from "./handler.ts";
import { settingsSchema } from "./settings.ts";

const telemetry = {
  logger: createLogger("queue-producer"),
  metrics: createMetrics("queue-producer"),
};

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  const client = new SQSClient({
    maxAttempts: 5,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  });
  return createHandler({
    settings,
    sample: sampleRecords,
    queue: sqsQueue(client, settings.QUEUE_URL),
    clock: systemClock,
    random: Math.random,
    ...telemetry,
  });
});

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
