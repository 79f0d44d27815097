import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type CartPlaces, type Carts, openCarts, putProduct } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";

const PRODUCTS = ["bowl", "cup", "fork", "glass", "jug", "kettle", "knife", "mug", "pan", "tea"];

let shop: Awaited<ReturnType<typeof cartPlaces>>;
/** Of everybody else. */
let carts: Carts;
/** Of the shopper whose checkout is looked at; a test puts something in its way. */
let client: DynamoDBClient;
let shopper: Carts;
let user: string;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces();
  carts = openCarts(shop.places);
  for (const productId of PRODUCTS) {
    await putProduct(shop.places, { productId, name: productId, price: euros(450) });
  }
});
afterAll(() => shop.close());

beforeEach(async () => {
  users += 1;
  user = `user ${users}`;
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  const places: CartPlaces = {
    ...shop.places,
    client: DynamoDBDocumentClient.from(client),
    clock: { now: shop.places.clock.now, sleep: async () => undefined },
  };
  shopper = openCarts(places);
  for (const productId of PRODUCTS) {
    await carts.add(user, { productId, quantity: 1 }, newRequest());
  }
});
afterEach(() => client.destroy());

/** Does something before each transaction of the shopper's. */
function beforeEachTransaction(work: (transaction: number) => Promise<unknown>): void {
  let transactions = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "TransactWriteItemsCommand") {
          transactions += 1;
          await work(transactions);
        }
        return next(args);
      },
    { step: "initialize", name: "beforeEachTransaction" },
  );
}

/** Somebody else with the same user, on another device, is always faster. */
async function orderElsewhere(): Promise<void> {
  await carts.checkout(user, {}, newRequest());
  await carts.add(user, { productId: "tea", quantity: 1 }, newRequest());
}

it("orders what is left where another checkout came first", async () => {
  beforeEachTransaction(async (transaction) => {
    if (transaction <= 3) await orderElsewhere();
  });
  const { order } = await shopper.checkout(user, {}, newRequest());
  expect(order).toMatchObject({ number: 4, lines: [{ productId: "tea", quantity: 1 }] });
});

it("gives up where another checkout comes first each time, and has ordered nothing", async () => {
  beforeEachTransaction(orderElsewhere);
  await expect(shopper.checkout(user, {}, newRequest())).rejects.toMatchObject({
    code: "CHECKOUT_BUSY",
    message: expect.stringContaining("within 12 attempts"),
  });
  expect((await carts.orders(user, { limit: 100 })).orders).toHaveLength(12);
  expect((await carts.find(user)).lines).toMatchObject([{ productId: "tea", quantity: 1 }]);
});

it("leaves units for the next order that are added while it works", async () => {
  beforeEachTransaction(() => carts.add(user, { productId: "tea", quantity: 5 }, newRequest()));
  const { order } = await shopper.checkout(user, {}, newRequest());
  expect(order.total).toEqual(euros(10 * 450));
  expect((await carts.find(user)).lines).toMatchObject([{ productId: "tea", quantity: 5 }]);
});

it("is not called repeated where only its own answer was lost", async () => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "TransactWriteItemsCommand") await next(args);
        return next(args);
      },
    { step: "initialize", name: "sendTwice" },
  );
  const { isRepeated, order } = await shopper.checkout(user, {}, newRequest());
  expect({ isRepeated, number: order.number }).toEqual({ isRepeated: false, number: 1 });
});

/** Has the table read so many keys of a batch only, as it does when it throttles. */
function readAtMost(keys: number): void {
  interface BatchGet {
    readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
  }
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { RequestItems = {} } = args.input as BatchGet;
        const [table, wanted] = Object.entries(RequestItems)[0] ?? [];
        if (commandName !== "BatchGetItemCommand" || !table || !wanted) return next(args);
        const part = (of: readonly unknown[]) => ({ [table]: { ...wanted, Keys: of } });
        const answer = await next({
          ...args,
          input: { ...args.input, RequestItems: part(wanted.Keys.slice(0, keys)) } as never,
        });
        const rest = wanted.Keys.slice(keys);
        if (rest.length > 0) Object.assign(answer.output, { UnprocessedKeys: part(rest) });
        return answer;
      },
    { step: "initialize", name: "readAtMost" },
  );
}

it("asks again for prices that a throttled table left out", async () => {
  readAtMost(3);
  const { order } = await shopper.checkout(user, {}, newRequest());
  expect(order.lines.map(({ productId }) => productId)).toEqual(PRODUCTS);
});

it("gives up where the table goes on leaving prices out", async () => {
  readAtMost(1);
  await expect(shopper.checkout(user, {}, newRequest())).rejects.toMatchObject({
    code: "CHECKOUT_BUSY",
    message:
      "expected the products table to give all that was asked for; it throttles, and gave some only",
  });
  expect((await carts.find(user)).lines).toHaveLength(10);
});
