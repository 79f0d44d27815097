import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  hurriedClock,
  localClientSettings,
} from "@spillway/testkit";
import type { CartPlaces, CartRules } from "../src/index.ts";

const rules: CartRules = {
  currency: "EUR",
  lineSeconds: 2_592_000,
  repeatSeconds: 3_600,
  maxQuantity: 999,
  maxLines: 1_000,
  catalogueSeconds: 60,
};

/** Tables of its own on DynamoDB Local, and the service's default rules. */
export interface TestShop {
  readonly places: CartPlaces;
  /** The client beneath the document client: for middleware. */
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function openTestShop(): Promise<TestShop> {
  const client = new DynamoDBClient({
    ...localClientSettings,
    endpoint: dynamoDbLocalEndpoint(),
  });
  const carts = await createTestTable(client, { keys: ["user_id:S", "product_id:S"] });
  const products = await createTestTable(client, { keys: ["product_id:S", "part:S"] });
  return {
    client,
    places: {
      client: DynamoDBDocumentClient.from(client),
      cartTable: carts.name,
      productsTable: products.name,
      rules,
      clock: hurriedClock(),
      random: Math.random,
    },
    close: async () => {
      await Promise.all([carts.delete(), products.delete()]);
      client.destroy();
    },
  };
}
