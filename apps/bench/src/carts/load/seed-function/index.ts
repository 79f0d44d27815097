import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "@spillway/pacing";
import { readSettings } from "@spillway/settings";
import * as z from "zod";
import { seedCarts } from "../../seed/seed-carts.ts";
import { seedApi } from "./seed-api.ts";

const { CART_TABLE, CURRENCY } = readSettings(
  z.object({ CART_TABLE: z.string(), CURRENCY: z.string() }),
  process.env,
);

/** The seed's way as a function. */
export const handler = seedApi(
  seedCarts({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    table: CART_TABLE,
    currency: CURRENCY,
    // Each request says what its product costs.
    priceOf: () => ({ amount: 0, currency: CURRENCY }),
    clock: systemClock,
  }),
);
