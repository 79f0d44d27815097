import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createTestTable, localClientSettings } from "@spillway/testkit";
import type { RacePlaces } from "./contender.ts";

/** Tables of a race of its own, and a client for which nothing fails. */
export interface RaceTables {
  readonly still: Omit<RacePlaces, "clock">;
  /** Deletes them. */
  close(): Promise<void>;
}

/**
 * Makes a table of carts and one of products.
 *
 * @param writeUnits of the carts, a second; default: on demand
 */
export async function openRaceTables(endpoint: string, writeUnits?: number): Promise<RaceTables> {
  const client = new DynamoDBClient({ ...localClientSettings, endpoint });
  const carts = await createTestTable(client, {
    keys: ["user_id:S", "product_id:S"],
    ...(writeUnits !== undefined && { writeUnits, readUnits: writeUnits * 4 }),
  });
  const products = await createTestTable(client, { keys: ["product_id:S", "part:S"] });
  return {
    still: {
      client: DynamoDBDocumentClient.from(client),
      cartTable: carts.name,
      productsTable: products.name,
    },
    close: async () => {
      await Promise.all([carts.delete(), products.delete()]);
      client.destroy();
    },
  };
}
