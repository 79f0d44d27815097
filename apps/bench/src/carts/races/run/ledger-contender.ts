import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import {
  addStock,
  type CartPlaces,
  type CartRules,
  type Order,
  openCarts,
  orderItemSchema,
  putProduct,
  settleOrder,
  stockByCounter,
} from "@spillway/cart";
import type { Contender, RacePlaces } from "./contender.ts";

/** Short, so that lines expire and requests are forgotten while a race goes on. */
const RULES: CartRules = {
  currency: "EUR",
  lineSeconds: 1_200,
  repeatSeconds: 1_200,
  maxQuantity: 999,
  maxLines: 1_000,
  catalogueSeconds: 60,
};
const PAGE = 100;

/** The carts of `@spillway/cart`. */
export const ledgerContender: Contender = {
  name: "spillway",
  lineSeconds: RULES.lineSeconds,
  repeatSeconds: RULES.repeatSeconds,
  open: (places) => openCarts(cartPlaces(places)),
  putProduct: async (places, { productId, amount, stock }, isNew) => {
    const price = { amount, currency: RULES.currency };
    const shards = stock === undefined ? {} : { stockShards: stock.shards };
    const product = { productId, name: productId, price, ...shards };
    await putProduct(cartPlaces(places), product, isNew ? stock?.units : undefined);
  },
  addStock: (places, productId, units) => addStock(cartPlaces(places), productId, units),
  stockOf: async (places, productId) => (await stockByCounter(cartPlaces(places), productId)) ?? [],
  settle: async (places, userId) => {
    const items = await itemsOf(places, places.cartTable, ["user_id", userId], {
      ...{ sort: "product_id", prefix: "!ORDER#" },
    });
    for (const item of items.slice(-2)) {
      await settleOrder(cartPlaces(places), orderItemSchema.parse(item));
    }
  },
  ordersOf: async (places, userId) => {
    const carts = openCarts(cartPlaces(places));
    const orders: Order[] = [];
    let after: string | undefined;
    do {
      const page = await carts.orders(userId, {
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      orders.push(...page.orders);
      after = page.next;
    } while (after !== undefined);
    return orders.reverse();
  },
};

function cartPlaces(places: RacePlaces): CartPlaces {
  return { ...places, rules: RULES, random: Math.random };
}

async function itemsOf(
  { client }: RacePlaces,
  TableName: string,
  [partition, value]: readonly [name: string, value: string],
  { sort, prefix }: { readonly sort: string; readonly prefix: string },
): Promise<Record<string, unknown>[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: "#partition = :value AND begins_with(#sort, :prefix)",
      ExpressionAttributeNames: { "#partition": partition, "#sort": sort },
      ExpressionAttributeValues: { ":value": value, ":prefix": prefix },
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
