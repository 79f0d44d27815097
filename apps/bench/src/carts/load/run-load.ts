import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Prices } from "@spillway/capacity";
import { putProduct } from "@spillway/cart";
import { systemClock } from "@spillway/pacing";
import {
  type CartOutputs,
  type CloudSettings,
  type DeployedShop,
  deployedCart,
} from "./deployed-shop.ts";
import { type ShopResult, shopResult } from "./load-result.ts";
import { runShoppers, shoppersOf } from "./run-shoppers.ts";
import { deploySeed } from "./seed-function/deploy-seed.ts";
import { ShopClient } from "./shop-client.ts";
import { shopUsage } from "./shop-usage.ts";
import { signIn } from "./sign-in.ts";
import type { Stage } from "./stages.ts";
import type { Shop } from "./visit.ts";

/** The local cloud takes any. */
const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };
const PRODUCTS = 200;
const HOT_STOCK = { units: 1_000_000, shards: 10 };
const CENTS = 1_999;
/** Those who come before, so that functions are warm: nothing of theirs is counted. */
const WARM_UP: readonly Stage[] = [{ name: "warm-up", shoppersPerSecond: 2, seconds: 5 }];
/** Until the last order is settled, and the last second's metrics are there. */
const REST_MS = 8_000;

/**
 * Lets shoppers come to the cart that is deployed on the local cloud, and to the seed's way beside it.
 *
 * @param outputs the environment's
 * @param note is told what is being done
 */
export async function runLoad(
  outputs: Readonly<Record<string, unknown>>,
  stages: readonly Stage[],
  { seed, prices, note }: { seed: number; prices: Prices; note: (text: string) => void },
): Promise<readonly ShopResult[]> {
  const endpoint = String(outputs.endpoint_url);
  const settings = { endpoint, region: prices.region, credentials: CREDENTIALS };
  const cart = outputs.cart as CartOutputs;
  note("putting the seed's way beside the cart");
  const shops = [await deployedCart(settings, cart), await deploySeed(settings, cart)];
  const products = await stockShop(settings, cart);
  const [warmers, shoppers] = [shoppersOf(WARM_UP), shoppersOf(stages)];
  note(`signing in ${warmers + shoppers} shoppers`);
  const { user_pool_id: poolId, user_pool_client_id: clientId } = cart;
  const tokens = await signIn(settings, { poolId, clientId }, warmers + shoppers);

  const common = { products, seed, clock: systemClock };
  const [warm, counted] = [open(shops, cart), open(shops, cart)];
  note("warming up");
  await runShoppers({ ...common, stages: WARM_UP, shops: warm, tokens: tokens.slice(shoppers) });
  await systemClock.sleep(REST_MS);
  note(`${shoppers} shoppers come`);
  const fromMs = Date.now();
  await runShoppers({ ...common, stages, shops: counted, tokens });
  await systemClock.sleep(REST_MS);

  const cloudwatch = new CloudWatchClient(settings);
  const results = shops.map(async (shop, at) => {
    const usage = await shopUsage(cloudwatch, shop, fromMs, Date.now());
    const record = counted[at]?.record ?? { answers: [], outcomes: [] };
    return shopResult(shop.name, stages, record, usage, prices);
  });
  return Promise.all(results).finally(() => cloudwatch.destroy());
}

function open(shops: readonly DeployedShop[], { currency }: CartOutputs): Shop[] {
  const common = { price: { amount: CENTS, currency }, clock: systemClock, random: Math.random };
  return shops.map(({ url }) => ({
    client: new ShopClient({ url, ...common }),
    record: { answers: [], outcomes: [] },
  }));
}

/** Puts products into the shop: the first one is the one that many want, and its stock is counted. */
async function stockShop(
  settings: CloudSettings,
  { products_table_name: productsTable, currency }: CartOutputs,
): Promise<readonly string[]> {
  const dynamodb = new DynamoDBClient(settings);
  const places = { client: DynamoDBDocumentClient.from(dynamodb), productsTable };
  const names = Array.from({ length: PRODUCTS }, (_, number) => `product-${number}`);
  for (const [number, productId] of names.entries()) {
    const product = { productId, name: productId, price: { amount: CENTS, currency } };
    const { units, shards: stockShards } = HOT_STOCK;
    if (number === 0) await putProduct(places, { ...product, stockShards }, units);
    else await putProduct(places, product);
  }
  dynamodb.destroy();
  return names;
}
