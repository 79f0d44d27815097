import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import {
  createLogger,
  createMetrics,
  currentTable,
  lazyServices,
  observedHandler,
  sdkDescribeTable,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import { fastestTransport } from "@spillway/table-writer";
import { DrainRate, sqsQueue } from "@spillway/write-buffer";
import type { SQSEvent } from "aws-lambda";
import { fixedPace, sharedPace } from "./drain-pace.ts";
import { createHandler } from "./handler.ts";
import { settingsSchema } from "./settings.ts";

const telemetry = {
  logger: createLogger("queue-consumer"),
  metrics: createMetrics("queue-consumer"),
};
const requestHandler = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  // The writer retries: were the client to do so too, each of its attempts would be several.
  const writing = new DynamoDBClient({ maxAttempts: 1, requestHandler });
  const describing = new DynamoDBClient({ maxAttempts: 5, requestHandler });
  return createHandler({
    describeTable: currentTable(sdkDescribeTable(describing, settings.TABLE_NAME), systemClock),
    paceFor:
      settings.PACE_TABLE === undefined
        ? fixedPace(new DrainRate(systemClock, settings.MAXIMUM_CONCURRENCY))
        : sharedPace(settings.MAXIMUM_CONCURRENCY, {
            client: writing,
            paceTable: settings.PACE_TABLE,
            clock: systemClock,
            random: Math.random,
            onTrouble: (trouble) => telemetry.logger.warn("the shared pace", { ...trouble }),
          }),
    transport: fastestTransport(writing),
    queue: sqsQueue(new SQSClient({ maxAttempts: 5, requestHandler }), settings.QUEUE_URL),
    clock: systemClock,
    random: Math.random,
    ...telemetry,
  });
});

export const handler = observedHandler(
  async (event: SQSEvent, context) => (await handle())(event, context),
  telemetry,
);
