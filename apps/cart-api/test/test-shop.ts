import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type CartRules, openCarts, type Product, putProduct } from "@spillway/cart";
import { systemClock } from "@spillway/pacing";
import {
  apiEvent,
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  tokenOf,
} from "@spillway/testkit";
import { cartApi } from "../src/cart-api.ts";

export const RULES: CartRules = {
  ...{ currency: "EUR", lineSeconds: 2_592_000, repeatSeconds: 3_600, catalogueSeconds: 0 },
  ...{ maxQuantity: 999, maxLines: 1_000 },
};

/** What the shop sells without counting it; of mugs there are `MUGS`. */
const PRODUCTS: readonly Product[] = [
  { productId: "tea", name: "Tea", price: eur(450) },
  { productId: "kettle", name: "Kettle", price: eur(2_999) },
  { productId: "gift", name: "A secret", price: eur(1_234) },
];
export const MUGS = 3;

/** A request of the caller `user`, who shows a token, or of whom `authorizer` found. */
export interface ShopRequest {
  readonly user?: string;
  readonly authorizer?: object;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The API over tables of its own on DynamoDB Local.
 *
 * @param sendsTwice each request of the carts' is sent again once it was answered, as after an answer that was lost
 */
export async function openTestShop({ sendsTwice = false } = {}) {
  const settings = { ...localClientSettings, endpoint: dynamoDbLocalEndpoint() };
  const dynamodb = new DynamoDBClient(settings);
  const ofCarts = new DynamoDBClient(settings);
  const tables = [
    await createTestTable(dynamodb, { keys: ["user_id:S", "product_id:S"] }),
    await createTestTable(dynamodb, { keys: ["product_id:S", "part:S"] }),
  ];
  const [cartTable = "", productsTable = ""] = tables.map(({ name }) => name);
  const client = DynamoDBDocumentClient.from(dynamodb);
  const sell = (product: Product) => putProduct({ client, productsTable }, product);
  for (const product of PRODUCTS) await sell(product);
  const mug = { productId: "mug", name: "Mug", price: eur(800), stockShards: 2 };
  await putProduct({ client, productsTable }, mug, MUGS);
  if (sendsTwice) {
    ofCarts.middlewareStack.add(
      (next) => async (request) => {
        await next(request);
        return next(request);
      },
      { step: "finalizeRequest", priority: "high" },
    );
  }
  const failures: unknown[] = [];
  const handle = cartApi({
    carts: openCarts({
      ...{ client: DynamoDBDocumentClient.from(ofCarts), cartTable, productsTable, rules: RULES },
      ...{ clock: systemClock, random: Math.random },
    }),
    ...{ rules: RULES, maxBodyBytes: 10_000 },
    logger: { info: () => {}, warn: () => {}, error: (...line) => void failures.push(line) },
  });
  return {
    /** What was logged as an error. */
    failures,
    /** Puts a product into the shop, or changes its price. */
    sell,
    // The handler does not look at the invocation's context.
    handle: (event: unknown) => handle(event, {} as never),
    /** Sends a request, such as `POST /checkout`, and reads the answer. */
    async send(line: string, { user = "ada", ...request }: ShopRequest = {}) {
      const event = apiEvent(line, { authorizer: tokenOf(user), ...request });
      const answer = await handle(event, {} as never);
      return { ...answer, body: answer.body === "" ? undefined : JSON.parse(answer.body) };
    },
    async close() {
      for (const table of tables) await table.delete();
      for (const opened of [dynamodb, ofCarts]) opened.destroy();
    },
  };
}

/** An open shop. */
export type TestShop = Awaited<ReturnType<typeof openTestShop>>;

/** Cents. */
export function eur(amount: number) {
  return { amount, currency: "EUR" };
}
