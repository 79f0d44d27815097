import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { settleOrder } from "@spillway/cart";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import { createHandler, type StreamEvent } from "./handler.ts";
import { settingsSchema } from "./settings.ts";

const telemetry = { logger: createLogger("cart-settler"), metrics: createMetrics("cart-settler") };

const handle = lazyServices(() => {
  const { CART_TABLE: cartTable, REPEAT_SECONDS: repeatSeconds } = readSettings(
    settingsSchema,
    process.env,
  );
  const dynamodb = new DynamoDBClient({
    maxAttempts: 5,
    requestHandler: {
      ...{ connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    },
  });
  const places = {
    client: DynamoDBDocumentClient.from(dynamodb),
    ...{ cartTable, rules: { repeatSeconds }, clock: systemClock },
  };
  return createHandler({
    settle: (order) => settleOrder(places, order),
    ...{ clock: systemClock, random: Math.random, ...telemetry },
  });
});

export const handler = observedHandler(
  async (event: StreamEvent, context) => (await handle())(event, context),
  telemetry,
);
