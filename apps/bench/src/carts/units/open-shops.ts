import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { openCarts } from "@spillway/cart";
import { systemClock } from "@spillway/pacing";
import { createTestTable } from "@spillway/testkit";
import { CLIENT_SETTINGS } from "../../writing/contender.ts";
import { seedCarts } from "../seed/seed-carts.ts";
import { SHOP_RULES } from "../shop-rules.ts";
import type { CountedShops } from "./count-units.ts";
import { countUse } from "./counted-client.ts";
import { newRequest } from "./new-request.ts";
import { priceIn, productName, stockShop } from "./shop-products.ts";

/**
 * Both shops in new tables behind `capacity-proxy`, which says what a write takes as DynamoDB does: DynamoDB Local
 * itself counts a transaction twice too much.
 *
 * @param engine the address of DynamoDB Local
 * @param products that the shop has: as many as its largest cart has lines
 */
export async function openShops(
  engine: string,
  products: number,
): Promise<CountedShops & { close(): Promise<void> }> {
  const proxy = await startCapacityProxy({ target: engine, readOldItems: true });
  const dynamodb = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint: proxy.url });
  const keys = ["user_id:S", "product_id:S"] as const;
  const carts = await createTestTable(dynamodb, { keys });
  const shop = await createTestTable(dynamodb, { keys: ["product_id:S", "part:S"] });
  const seeds = await createTestTable(dynamodb, { keys });
  const used = countUse(dynamodb);
  const client = DynamoDBDocumentClient.from(dynamodb);
  const places = {
    ...{ client, cartTable: carts.name, productsTable: shop.name, rules: SHOP_RULES },
    ...{ clock: systemClock, random: Math.random },
  };
  await stockShop(places, products);
  const own = { carts: openCarts(places), places };
  await own.carts.add("warm-up", { productId: productName(0), quantity: 1 }, newRequest());
  const seed = seedCarts({
    ...{ client, table: seeds.name, currency: SHOP_RULES.currency, clock: systemClock },
    priceOf: () => priceIn(SHOP_RULES),
  });
  return {
    ...{ own, seed, used },
    async close() {
      dynamodb.destroy();
      await proxy.close();
    },
  };
}
