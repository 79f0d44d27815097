import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
  sdkDescribeTable,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { sampleRecords } from "@spillway/sample-spike";
import { readSettings } from "@spillway/settings";
import { fastestTransport } from "@spillway/table-writer";
import { sqsQueue } from "@spillway/write-buffer";
import { createHandler } from "./handler.ts";
import { settingsSchema } from "./settings.ts";

const telemetry = {
  logger: createLogger("direct-writer"),
  metrics: createMetrics("direct-writer"),
};
const REQUEST_LIMITS = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  const sqs = new SQSClient({ maxAttempts: 5, requestHandler: REQUEST_LIMITS });
  const { SPILL_QUEUE_URL } = settings;
  return createHandler({
    settings,
    sample: sampleRecords,
    // The writer retries: were the client to do so too, each of its attempts would be several.
    transport: fastestTransport(
      new DynamoDBClient({ maxAttempts: 1, requestHandler: REQUEST_LIMITS }),
    ),
    failureQueue: sqsQueue(sqs, settings.FAILURE_QUEUE_URL),
    ...(SPILL_QUEUE_URL && {
      spillover: {
        describeTable: sdkDescribeTable(
          new DynamoDBClient({ maxAttempts: 5, requestHandler: REQUEST_LIMITS }),
          settings.TABLE_NAME,
        ),
        queue: sqsQueue(sqs, SPILL_QUEUE_URL),
      },
    }),
    clock: systemClock,
    random: Math.random,
    ...telemetry,
  });
});

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
