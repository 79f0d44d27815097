import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCarts, putProduct, type RequestKey, settleOrder } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { deleteExpired, orderItems } from "../kept-items.ts";

const PRODUCTS = ["kettle", "mug"];
const LINE_SECONDS = 50;
const REPEAT_SECONDS = 10;

const step = fc.record({
  what: fc.constantFrom(
    ...["add", "add", "add", "set", "remove", "checkout", "checkout", "repeat", "repeat"],
    ...["wait", "wait", "settle", "delete expired"],
  ),
  productId: fc.constantFrom(...PRODUCTS),
  quantity: fc.integer({ min: 1, max: 9 }),
  which: fc.nat(3),
});

/** What a shopper believes a cart to be. */
class ModelCart {
  readonly #lines = new Map<string, { quantity: number; expiresAt: number }>();

  put(productId: string, quantity: number, nowSeconds: number): void {
    this.#lines.set(productId, { quantity, expiresAt: nowSeconds + LINE_SECONDS });
  }

  add(productId: string, quantity: number, nowSeconds: number): void {
    const there = this.at(nowSeconds).find((line) => line.productId === productId);
    this.put(productId, quantity + (there?.quantity ?? 0), nowSeconds);
  }

  remove(productId: string): void {
    this.#lines.delete(productId);
  }

  clear(): void {
    this.#lines.clear();
  }

  at(nowSeconds: number) {
    return [...this.#lines]
      .filter(([, { expiresAt }]) => expiresAt > nowSeconds)
      .map(([productId, { quantity }]) => ({ productId, quantity }))
      .toSorted((one, other) => (one.productId < other.productId ? -1 : 1));
  }
}

let world: Awaited<ReturnType<typeof cartPlaces>>;
beforeAll(async () => {
  world = await cartPlaces({ lineSeconds: LINE_SECONDS, repeatSeconds: REPEAT_SECONDS });
  for (const productId of PRODUCTS) {
    await putProduct(world.places, { productId, name: productId, price: euros(450) });
  }
});
afterAll(() => world.close());

test("is what a shopper believes it to be, after whatever was asked for, and asked for again", async () => {
  let users = 0;
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 5, maxLength: 25 }),
    async (steps) => {
      const { places, time } = world;
      const carts = openCarts(places);
      users += 1;
      const user = `user-${users}`;
      const model = new ModelCart();
      /** What may be sent again, and what its answer must be like. */
      const sent: { again: () => Promise<unknown>; answer: object | undefined; atMs: number }[] =
        [];
      const send = async (ask: (request: RequestKey) => Promise<unknown>, answer?: object) => {
        const request = newRequest();
        await ask(request);
        sent.push({ again: () => ask(request), answer, atMs: time.nowMs });
      };
      for (const { what, productId, quantity, which } of steps) {
        const nowSeconds = time.nowMs / 1_000;
        const change = { productId, quantity };
        if (what === "wait") time.nowMs += quantity * 2_000;
        if (what === "delete expired") await deleteExpired(places, nowSeconds);
        if (what === "settle") {
          const order = (await orderItems(places, user)).at(-1 - which);
          if (order !== undefined) await settleOrder(places, order);
        }
        if (what === "add") {
          await send((request) => carts.add(user, change, request), { isRepeated: true });
          model.add(productId, quantity, nowSeconds);
        }
        if (what === "set") {
          await send((request) => carts.setQuantity(user, change, request), { isRepeated: true });
          model.put(productId, quantity, nowSeconds);
        }
        if (what === "remove") {
          await send((request) => carts.remove(user, productId, request));
          model.remove(productId);
        }
        if (what === "checkout") {
          const lines = model.at(nowSeconds);
          const ask = (request: RequestKey) => carts.checkout(user, {}, request);
          if (lines.length === 0) {
            await expect(ask(newRequest())).rejects.toMatchObject({ code: "CART_EMPTY" });
          } else {
            await send(ask, { isRepeated: true, order: { lines } });
            model.clear();
          }
        }
        const before = sent.at(-1 - which);
        const isKnown = before && time.nowMs - before.atMs <= REPEAT_SECONDS * 1_000;
        if (what === "repeat" && isKnown) {
          const answer = await before.again();
          if (before.answer !== undefined) expect(answer).toMatchObject(before.answer);
        }
        const { lines } = await carts.find(user);
        expect(lines).toMatchObject(model.at(time.nowMs / 1_000));
      }
    },
  );
  await fc.assert(property, { numRuns: 20 });
});
