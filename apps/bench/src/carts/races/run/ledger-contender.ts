import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  addStock,
  type CartPlaces,
  type CartRules,
  type Order,
  type OrderItem,
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
  // The shop's clock runs many times as fast as the machine's.
  checkoutSeconds: 3_600,
};
const PAGE = 100;
/** Of a user's orders, the last ones: the others were settled before, or never are. */
const SETTLED_AT_ONCE = 3;

/** The carts of `@spillway/cart`. */
export const ledgerContender: Contender = {
  name: "spillway",
  lineSeconds: RULES.lineSeconds,
  repeatSeconds: RULES.repeatSeconds,
  catalogueSeconds: RULES.catalogueSeconds,
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
    for (const order of await lastOrders(places, userId)) {
      await settleOrder(cartPlaces(places), order);
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

/** As the table's stream tells of them. */
async function lastOrders(
  { client, cartTable }: RacePlaces,
  userId: string,
): Promise<readonly OrderItem[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: cartTable,
      ConsistentRead: true,
      KeyConditionExpression: "user_id = :user AND begins_with(product_id, :order)",
      ExpressionAttributeValues: { ":user": userId, ":order": "!ORDER#" },
      ScanIndexForward: false,
      Limit: SETTLED_AT_ONCE,
    }),
  );
  return Items.map((item) => orderItemSchema.parse(item));
}
