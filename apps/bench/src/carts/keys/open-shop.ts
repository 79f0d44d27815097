import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Carts, openCarts, putProduct } from "@spillway/cart";
import type { Clock } from "@spillway/pacing";
import { createTestTable } from "@spillway/testkit";
import type { LoadPlace } from "../../planning/places/load-place.ts";
import { CLIENT_SETTINGS } from "../../writing/contender.ts";
import { SHOP_RULES } from "../shop-rules.ts";
import { type Launch, launchProducts } from "./launch.ts";

const PRICE = { amount: 99_900, currency: SHOP_RULES.currency };

/**
 * The carts of a shop whose lines are in the place's table.
 *
 * @param engine where its products are put, past the place's proxy: only lines are metered
 */
export async function openShop(
  engine: string,
  place: LoadPlace,
  clock: Clock,
  launch: Launch,
): Promise<Carts> {
  const direct = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint: engine });
  const { name: productsTable } = await createTestTable(direct, {
    keys: ["product_id:S", "part:S"],
  });
  const client = DynamoDBDocumentClient.from(direct);
  for (const productId of launchProducts(launch)) {
    const product = { productId, name: productId, price: PRICE };
    await putProduct({ client, productsTable }, product);
  }
  direct.destroy();
  return openCarts({
    client: DynamoDBDocumentClient.from(place.client),
    cartTable: place.table.name,
    ...{ productsTable, rules: SHOP_RULES, clock, random: Math.random },
  });
}
