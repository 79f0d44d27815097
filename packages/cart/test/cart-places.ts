import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { systemClock } from "@spillway/pacing";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import type { CartPlaces, CartRules, RequestKey } from "../src/index.ts";
import { RULES } from "./cart-rules.ts";

export { euros, RULES } from "./cart-rules.ts";

/** A cart table and a products table in DynamoDB Local, and a time that stands still until it is moved. */
export async function cartPlaces(rules: Partial<CartRules> = {}) {
  const plain = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const cartTable = await createTestTable(plain, { keys: ["user_id:S", "product_id:S"] });
  const productsTable = await createTestTable(plain, { keys: ["product_id:S", "part:S"] });
  const time = { nowMs: Date.parse("2026-11-28T12:00:00Z") };
  const places: CartPlaces = {
    client: DynamoDBDocumentClient.from(plain),
    cartTable: cartTable.name,
    productsTable: productsTable.name,
    rules: { ...RULES, ...rules },
    clock: { now: () => time.nowMs, sleep: systemClock.sleep },
    random: Math.random,
  };
  return {
    places,
    time,
    close: async () => {
      await Promise.all([cartTable.delete(), productsTable.delete()]);
      plain.destroy();
    },
  };
}

let requests = 0;

/** A request that was never made before. */
export function newRequest(): RequestKey {
  requests += 1;
  return { key: `request ${requests}`, digest: "" };
}
