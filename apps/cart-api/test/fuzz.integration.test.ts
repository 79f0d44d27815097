import { problemSchema } from "@spillway/http-service";
import { fuzzApi, payloadOf } from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { shopEvents } from "./shop-events.ts";
import { openTestShop, type TestShop } from "./test-shop.ts";

const RUNS = 10_000;
// Some thousands of them reach the engine: on a busy machine that takes minutes.
const TIMEOUT_MS = 600_000;
/** Statuses that so many requests come to: what never came was not tried. */
const COMES = [200, 201, 204, 400, 403, 404, 405, 409, 413, 415];

const money = z.strictObject({ amount: z.int().min(0), currency: z.literal("EUR") });
const lineProblem = { productId: z.string(), message: z.string() };
const refusalSchema = problemSchema
  .extend({
    lines: z.union([
      z.array(z.strictObject(lineProblem)),
      z.array(z.strictObject({ ...lineProblem, was: money, is: money })),
      z.array(z.strictObject({ ...lineProblem, left: z.int().min(0) })),
    ]),
    total: money,
  })
  .partial({ lines: true, total: true })
  .strict();

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

test(
  `${RUNS} requests of any kind never fail, and no shopper sees another's`,
  async () => {
    const gift = { productId: "gift", quantity: 1 };
    await shop.send("POST /cart/lines", { body: gift });
    await shop.send("POST /checkout");
    await shop.send("POST /cart/lines", { body: gift });
    const ofAda = async () => [await shop.send("GET /cart"), await shop.send("GET /orders")];
    const before = await ofAda();
    expect(before).toMatchObject([
      { body: { lines: [{ productId: "gift" }] } },
      { body: { orders: [{ lines: [{ productId: "gift" }] }] } },
    ]);

    const came = await fuzzApi({
      ...{ events: shopEvents, runs: RUNS, handle: shop.handle },
      readProblem: (document) => refusalSchema.parse(document),
      check(event, { statusCode, body }) {
        expect(body).not.toContain("gift");
        if (event.rawPath !== "/cart/lines" || statusCode !== 200) return;
        const { quantity } = payloadOf(event) as { quantity: number };
        expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= 999).toBe(true);
      },
    });

    expect(shop.failures).toEqual([]);
    expect([...came.keys()].sort()).toEqual(expect.arrayContaining(COMES));
    expect(await ofAda()).toEqual(before);
  },
  TIMEOUT_MS,
);
