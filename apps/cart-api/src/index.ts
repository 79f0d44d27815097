import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { openCarts } from "@spillway/cart";
import { CLIENT_SETTINGS } from "@spillway/http-service";
import {
  createLogger,
  createMetrics,
  lazyServices,
  observedHandler,
} from "@spillway/lambda-runtime";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import { cartApi } from "./cart-api.ts";
import { rulesOf, settingsSchema } from "./settings.ts";

const telemetry = { logger: createLogger("cart-api"), metrics: createMetrics("cart-api") };

const handle = lazyServices(() => {
  const settings = readSettings(settingsSchema, process.env);
  const rules = rulesOf(settings);
  return cartApi({
    carts: openCarts({
      client: DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_SETTINGS)),
      cartTable: settings.CART_TABLE,
      productsTable: settings.PRODUCTS_TABLE,
      rules,
      clock: systemClock,
      random: Math.random,
    }),
    rules,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    logger: telemetry.logger,
  });
});

export const handler = observedHandler(
  async (event: unknown, context) => (await handle())(event, context),
  telemetry,
);
