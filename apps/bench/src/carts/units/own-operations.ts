import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import {
  type CartPlaces,
  type Carts,
  type OrderItem,
  openCarts,
  orderItemSchema,
  settleOrder,
} from "@spillway/cart";
import { isSpillwayError } from "@spillway/errors";
import { newRequest } from "./new-request.ts";
import { type CountedOperation, fill } from "./shared-operations.ts";
import { productName, SOLD_OUT } from "./shop-products.ts";

/** The cart, and where it keeps what it has. */
export interface OwnShop {
  readonly carts: Carts;
  readonly places: CartPlaces;
}

const ORDERS = 10;

/** What the cart alone can do: the seed's way has no stock, and keeps no orders. */
export const OWN_OPERATIONS: readonly CountedOperation<OwnShop>[] = [
  {
    name: "add a product whose price is not in memory",
    ready: async ({ places }, userId) => {
      const anew = openCarts(places);
      return () => anew.add(userId, { productId: productName(0), quantity: 1 }, newRequest());
    },
  },
  {
    name: "check out 3 lines, stock counted",
    ready: async ({ carts }, userId) => {
      await fill(carts, userId, 3, true);
      return () => carts.checkout(userId, {}, newRequest());
    },
  },
  {
    name: "hear that one of 3 is sold out, as others heard within the last second",
    ready: async ({ places }, userId) => {
      const atMs = places.clock.now();
      const carts = openCarts({
        ...places,
        clock: { now: () => atMs, sleep: places.clock.sleep },
      });
      await fill(carts, userId, 2, true);
      await carts.add(userId, { productId: SOLD_OUT, quantity: 1 }, newRequest());
      const hear = () => hearSoldOut(carts, userId);
      await hear();
      return hear;
    },
  },
  {
    name: "settle an order of 3 lines, which nobody waits for",
    ready: async ({ carts, places }, userId) => {
      await buy(carts, userId, 3);
      const order = await lastOrder(places, userId);
      return () => settleOrder(places, order);
    },
  },
  {
    name: `list ${ORDERS} orders of 3 lines`,
    ready: async ({ carts }, userId) => {
      for (let order = 0; order < ORDERS; order += 1) await buy(carts, userId, 3);
      return () => carts.orders(userId, { limit: ORDERS });
    },
  },
  {
    name: "read an order of 3 lines",
    ready: async ({ carts }, userId) => {
      await buy(carts, userId, 3);
      return () => carts.order(userId, 1);
    },
  },
];

async function buy(carts: Carts, userId: string, lines: number): Promise<void> {
  await fill(carts, userId, lines);
  await carts.checkout(userId, {}, newRequest());
}

async function hearSoldOut(carts: Carts, userId: string): Promise<void> {
  try {
    await carts.checkout(userId, {}, newRequest());
  } catch (error) {
    if (isSpillwayError(error) && error.code === "SOLD_OUT") return;
    throw error;
  }
  throw new Error(`expected the checkout to be refused: ${SOLD_OUT} is sold out`);
}

/** As the table's stream would bring it. */
async function lastOrder(
  { client, cartTable }: Pick<CartPlaces, "client" | "cartTable">,
  userId: string,
): Promise<OrderItem> {
  const { Items: [item] = [] } = await client.send(
    new QueryCommand({
      TableName: cartTable,
      KeyConditionExpression: "user_id = :user AND begins_with(product_id, :order)",
      ExpressionAttributeValues: { ":user": userId, ":order": "!ORDER#" },
      ...{ ScanIndexForward: false, Limit: 1 },
    }),
  );
  return orderItemSchema.parse(item);
}
