import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eur, MUGS, openTestShop, type ShopRequest, type TestShop } from "./test-shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** A shopper whom no other test knows. */
function shopper() {
  const user = crypto.randomUUID();
  return {
    send: (line: string, request: ShopRequest = {}) => shop.send(line, { user, ...request }),
    add: (productId: string, quantity: number, key?: string) =>
      shop.send("POST /cart/lines", {
        ...{ user, body: { productId, quantity } },
        headers: key === undefined ? {} : { "idempotency-key": key },
      }),
  };
}

describe("a cart", () => {
  it("is filled, changed and read", async () => {
    const { send, add } = shopper();
    expect((await send("GET /cart")).body).toEqual({ lines: [], total: eur(0) });
    await add("tea", 2);
    const added = await add("tea", 1);
    expect(added).toMatchObject({ statusCode: 200, body: { productId: "tea", price: eur(450) } });
    expect(added.headers).not.toHaveProperty("idempotency-replayed");
    await add("kettle", 5);
    await send("PUT /cart/lines/kettle", { body: { quantity: 2, price: eur(2_999) } });
    await add("mug", 1);
    const removed = await send("DELETE /cart/lines/mug");
    expect(removed).toMatchObject({ statusCode: 204, body: undefined });
    const { statusCode, body } = await send("GET /cart");
    expect(statusCode).toBe(200);
    const times = { addedAt: expect.any(String), expiresAt: expect.any(String) };
    expect(body).toEqual({
      lines: [
        { productId: "kettle", quantity: 2, price: eur(2_999), ...times },
        { productId: "tea", quantity: 3, price: eur(450), ...times },
      ],
      total: eur(7_348),
    });
    const days = (Date.parse(body.lines[0].expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
  });

  it("takes a request once, however often it is sent", async () => {
    const { send, add } = shopper();
    const first = await add("tea", 2, "k-1");
    const again = await add("tea", 2, "k-1");
    expect(again).toMatchObject({ statusCode: 200, body: { productId: "tea" } });
    expect([first, again].map(({ headers }) => headers["idempotency-replayed"])).toEqual([
      undefined,
      "true",
    ]);
    expect((await add("tea", 3, "k-1")).body).toMatchObject({
      ...{ status: 409, code: "IDEMPOTENCY_KEY_REUSED" },
    });
    expect((await send("GET /cart")).body.lines).toMatchObject([{ quantity: 2 }]);
  });

  it("takes a request once where a client inside sends it again, and calls it no repeated one", async () => {
    const lossy = await openTestShop({ sendsTwice: true });
    const body = { productId: "tea", quantity: 2 };
    const { statusCode, headers } = await lossy.send("POST /cart/lines", { body });
    expect(statusCode).toBe(200);
    expect(headers).not.toHaveProperty("idempotency-replayed");
    expect((await lossy.send("GET /cart")).body.lines).toMatchObject([{ quantity: 2 }]);
    expect(await lossy.send("POST /checkout")).toMatchObject({ statusCode: 201 });
    expect((await lossy.send("GET /orders")).body.orders).toHaveLength(1);
    await lossy.close();
  });

  it("is its caller's alone, whatever a request says", async () => {
    const [ada, bea] = [shopper(), shopper()];
    await ada.add("tea", 1);
    await ada.send("POST /checkout");
    await ada.add("kettle", 1);
    expect((await bea.send("GET /cart")).body.lines).toEqual([]);
    expect((await bea.send("GET /orders")).body).toEqual({ orders: [] });
    expect((await bea.send("GET /orders/1")).body).toMatchObject({ code: "ORDER_NOT_FOUND" });
    const body = { productId: "tea", quantity: 1, userId: "ada" };
    expect((await bea.send("POST /cart/lines", { body })).body).toMatchObject({ status: 400 });
    await bea.send("DELETE /cart/lines/kettle");
    expect((await ada.send("GET /cart")).body.lines).toMatchObject([{ productId: "kettle" }]);
  });
});

const role = `arn:aws:sts::123456789012:assumed-role/${crypto.randomUUID()}`;
const identityOf = (identityId: string) => ({
  iam: { userArn: `${role}/CognitoIdentityCredentials`, cognitoIdentity: { identityId } },
});

describe("people who share a role", () => {
  it.each([
    ["sessions", { iam: { userArn: `${role}/ann` } }, { iam: { userArn: `${role}/bob` } }],
    ["identities of a pool", identityOf("us-east-1:a1"), identityOf("us-east-1:b2")],
  ])("have a cart and orders each (%s)", async (_, ann, bob) => {
    const body = { productId: "tea", quantity: 1 };
    await shop.send("POST /cart/lines", { authorizer: ann, body });
    await shop.send("POST /checkout", { authorizer: ann });
    await shop.send("POST /cart/lines", { authorizer: ann, body });
    expect((await shop.send("GET /cart", { authorizer: bob })).body.lines).toEqual([]);
    expect((await shop.send("GET /orders", { authorizer: bob })).body).toEqual({ orders: [] });
    expect((await shop.send("GET /cart", { authorizer: ann })).body.lines).toHaveLength(1);
    expect((await shop.send("GET /orders", { authorizer: ann })).body.orders).toHaveLength(1);
  });
});

describe("a change", () => {
  const line = { productId: "tea", quantity: 1 };
  const wholeNumber = "expected a whole number from 1 to 999; came";
  it.each([
    [{ ...line, quantity: 0 }, "/body/quantity", `${wholeNumber} 0`],
    [{ ...line, quantity: -1 }, "/body/quantity", `${wholeNumber} -1`],
    [{ ...line, quantity: 1.5 }, "/body/quantity", `${wholeNumber} 1.5`],
    [{ ...line, quantity: 1_000 }, "/body/quantity", `${wholeNumber} 1000`],
    [{ ...line, quantity: 1e300 }, "/body/quantity", `${wholeNumber} 1e+300`],
    [{ ...line, quantity: "2" }, "/body/quantity", `${wholeNumber} "2"`],
    [{ productId: "tea" }, "/body/quantity", `${wholeNumber} none`],
    [
      '{"productId":"tea","quantity":12345678901234567890123}',
      "/body/quantity",
      "expected a number that a double holds; came 12345678901234567890123: load it from a file, or send it as text",
    ],
    [
      { ...line, price: { amount: 450, currency: "USD" } },
      "/body/price/currency",
      'expected EUR; came "USD"',
    ],
    [
      { ...line, price: { amount: 4.5, currency: "EUR" } },
      "/body/price/amount",
      "expected a whole number from 0 to 9007199254740991; came 4.5",
    ],
    [
      { ...line, productId: "!ORDER#0000000001" },
      "/body/productId",
      "expected 1 to 64 of a-z A-Z 0-9 . _ -, a letter or digit first",
    ],
  ])("is refused of %j", async (body, path, message) => {
    const { send } = shopper();
    const answer = await send("POST /cart/lines", { body });
    expect(answer.body).toMatchObject({ status: 400, problems: [{ path, message }] });
    expect((await send("GET /cart")).body.lines).toEqual([]);
  });

  it.each(["#CART", "!ORDER#0000000001", "%23CART"])(
    "names a line by a product only (%s)",
    async (id) => {
      for (const method of ["PUT", "DELETE"]) {
        const { body } = await shopper().send(`${method} /cart/lines/${encodeURIComponent(id)}`, {
          body: { quantity: 1 },
        });
        expect(body).toMatchObject({ status: 400, problems: [{ path: "/path/productId" }] });
      }
    },
  );

  it("takes no product that the shop does not sell", async () => {
    const { body } = await shopper().add("coffee", 1);
    expect(body).toMatchObject({
      ...{ status: 400, code: "PRODUCT_UNKNOWN", detail: expect.stringContaining("coffee") },
    });
  });

  it("at another price than the shop's is refused", async () => {
    const { send } = shopper();
    const body = { productId: "tea", quantity: 1, price: eur(400) };
    const { body: problem } = await send("POST /cart/lines", { body });
    expect(problem).toMatchObject({
      ...{ status: 409, code: "PRICES_CHANGED" },
      lines: [{ productId: "tea", was: eur(400), is: eur(450) }],
    });
    const [{ is: price }] = problem.lines;
    const agreed = await send("POST /cart/lines", { body: { ...body, price } });
    expect(agreed).toMatchObject({ statusCode: 200, body: { price: eur(450) } });
  });
});

describe("a checkout", () => {
  it("makes the cart an order, once", async () => {
    const { send, add } = shopper();
    await add("tea", 2);
    const request = { headers: { "idempotency-key": "k" }, body: { total: eur(900) } };
    const first = await send("POST /checkout", request);
    expect(first).toMatchObject({ statusCode: 201, headers: { location: "/orders/1" } });
    expect(first.body).toEqual({
      ...{ number: 1, id: expect.any(String), placedAt: expect.stringMatching(/Z$/) },
      lines: [{ productId: "tea", quantity: 2, price: eur(450) }],
      total: eur(900),
    });
    const again = await send("POST /checkout", request);
    expect(again).toMatchObject({
      statusCode: 200,
      headers: { location: "/orders/1", "idempotency-replayed": "true" },
      body: first.body,
    });
    expect((await send("GET /cart")).body.lines).toEqual([]);
    expect((await send("GET /orders/1")).body).toEqual(first.body);
    expect((await send("POST /checkout")).body).toMatchObject({ status: 409, code: "CART_EMPTY" });
  });

  it.each([
    [undefined, {}],
    [{}, undefined],
  ])("asks the same without a body as with an empty one (%j, then %j)", async (first, second) => {
    const { send, add } = shopper();
    await add("tea", 1);
    const headers = { "idempotency-key": "k" };
    const statuses = [];
    for (const body of [first, second]) {
      statuses.push((await send("POST /checkout", { headers, body })).statusCode);
    }
    expect(statuses).toEqual([201, 200]);
  });

  it("tells which line is sold out, and orders nothing", async () => {
    const { send, add } = shopper();
    await add("mug", MUGS + 1);
    await add("tea", 1);
    const { body } = await send("POST /checkout");
    expect(body).toMatchObject({
      ...{ status: 409, code: "SOLD_OUT" },
      lines: [{ productId: "mug", message: expect.stringContaining(String(MUGS)), left: MUGS }],
    });
    expect((await send("GET /cart")).body.lines).toHaveLength(2);
    expect((await send("GET /orders")).body.orders).toEqual([]);
  });

  it("tells a price that has changed, and goes through at the total that was told", async () => {
    const { send, add } = shopper();
    const lamp = { productId: "lamp", name: "Lamp" };
    await shop.sell({ ...lamp, price: eur(1_000) });
    await add("lamp", 2);
    await shop.sell({ ...lamp, price: eur(1_100) });
    const { body } = await send("POST /checkout");
    expect(body).toMatchObject({
      ...{ status: 409, code: "PRICES_CHANGED", detail: expect.stringContaining("22.00 EUR") },
      lines: [{ productId: "lamp", was: eur(1_000), is: eur(1_100) }],
      total: eur(2_200),
    });
    const told = await send("POST /checkout", { body: { total: body.total } });
    expect(told).toMatchObject({ statusCode: 201, body: { total: eur(2_200) } });
  });

  it("with a total that is not the present one goes through at the one that is told", async () => {
    const { send, add } = shopper();
    const globe = { productId: "globe", name: "Globe" };
    await shop.sell({ ...globe, price: eur(1_000) });
    await add("globe", 2);
    await shop.sell({ ...globe, price: eur(1_100) });
    const { total: seen } = (await send("GET /cart")).body;
    const { body } = await send("POST /checkout", { body: { total: seen } });
    expect(body).toMatchObject({ status: 409, code: "TOTAL_CHANGED", total: eur(2_200) });
    const told = await send("POST /checkout", { body: { total: body.total } });
    expect(told).toMatchObject({ statusCode: 201, body: { total: eur(2_200) } });
  });
});

describe("orders", () => {
  it("are listed a page at a time, newest first", async () => {
    const { send, add } = shopper();
    for (const quantity of [1, 2, 3]) {
      await add("tea", quantity);
      await send("POST /checkout");
    }
    const { body: first } = await send("GET /orders?limit=2");
    expect(first.orders.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    const { body: rest } = await send(`GET /orders?limit=2&after=${first.next}`);
    expect(rest.orders).toMatchObject([{ number: 1 }]);
    expect(rest).not.toHaveProperty("next");
  });

  it.each(["0", "4", "-1", "1.5", "x", "1e3", "9".repeat(30)])(
    "have none of %s",
    async (number) => {
      const { body } = await shopper().send(`GET /orders/${number}`);
      expect(body).toMatchObject({ status: 404, code: "ORDER_NOT_FOUND" });
    },
  );

  it.each([
    ["limit=0", "REQUEST_INVALID"],
    ["limit=101", "REQUEST_INVALID"],
    ["after=x", "CURSOR_INVALID"],
    ["user=ada", "REQUEST_INVALID"],
  ])("are not listed by %s", async (query, code) => {
    const { body } = await shopper().send(`GET /orders?${query}`);
    expect(body).toMatchObject({ status: 400, code });
  });
});
