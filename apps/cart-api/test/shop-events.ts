import { apiEvents, mostly, tokenOf } from "@spillway/testkit";
import fc from "fast-check";

const productId = mostly(
  fc.constantFrom("tea", "tea", "kettle", "kettle", "mug"),
  mostly(fc.string(), fc.constantFrom("#CART", "!ORDER#0000000001", ".."), 1),
);
const number = mostly(fc.integer({ min: 1, max: 30 }), fc.oneof(fc.integer(), fc.string()), 2);
const lines = fc.oneof(
  fc.constant("POST /cart/lines"),
  fc.constantFrom("GET /cart", "GET /orders"),
  fc.constant("POST /checkout"),
  fc
    .tuple(fc.constantFrom("PUT", "DELETE"), productId)
    .map(([method, id]) => `${method} /cart/lines/${encodeURIComponent(id)}`),
  number.map((of) => `GET /orders/${encodeURIComponent(of)}`),
);
const queries = fc.oneof(
  fc.tuple(fc.constantFrom("limit", "after", "user"), fc.string()).map((pair) => pair.join("=")),
  fc.constantFrom("limit=1", "after=2", "after=0", "after=99999999999", "limit=1&limit=2"),
);

const quantity = mostly(
  fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 999 })),
  fc.oneof(fc.integer(), fc.double(), fc.bigInt().map(Number), fc.string(), fc.constant(null)),
  4,
);
const money = mostly(
  fc.constantFrom({ amount: 450, currency: "EUR" }, { amount: 800, currency: "EUR" }),
  fc.record({
    amount: fc.oneof(fc.integer(), fc.double()),
    currency: fc.oneof(fc.constantFrom("EUR", "USD", "eur"), fc.string()),
  }),
  3,
);
const bodies = fc.oneof(
  fc.record({ productId, quantity }),
  fc.record(
    { productId, quantity, price: money, user_id: fc.string() },
    { requiredKeys: ["productId", "quantity"] },
  ),
  fc.record({ quantity, price: money }, { requiredKeys: ["quantity"] }),
  fc.constant({}),
  fc.record({ total: money }),
);

/** An event that this API may be sent by three shoppers: anything, and often what is right or almost right. */
export const shopEvents = apiEvents({
  ...{ lines, queries, bodies },
  authorizers: fc.constantFrom(...["bea", "cid", "dan"].map(tokenOf)),
});
