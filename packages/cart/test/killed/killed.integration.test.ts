import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CartPlaces, openCarts, putProduct, settleOrder, stockLeft } from "../../src/index.ts";
import { cartPlaces, euros, newRequest } from "../cart-places.ts";
import { orderItems } from "../kept-items.ts";
import { dyingClient, FATES } from "./dying-client.ts";

const EXPIRED_MS = 31 * 86_400_000;

let shop: Awaited<ReturnType<typeof cartPlaces>>;
let users = 0;

beforeAll(async () => {
  shop = await cartPlaces();
  for (const productId of ["cup", "kettle", "mug", "tea"]) {
    await putProduct(shop.places, { productId, name: productId, price: euros(450) });
  }
});
afterAll(() => shop.close());

/** A product of limited stock that only this user buys. */
const rareOf = (user: string) => `rare-${user}`;

/**
 * A user in the midst of things: an order that is not settled yet, of which the line of tea has got more units
 * since; a line that expired; and a product of limited stock, three units in each of three counters.
 */
async function newUser(): Promise<string> {
  users += 1;
  const user = `user-${users}`;
  const { places } = shop;
  const rare = { productId: rareOf(user), name: "Rare", price: euros(9_900), stockShards: 3 };
  const carts = openCarts(places);
  const add = (productId: string, quantity: number) =>
    carts.add(user, { productId, quantity }, newRequest());
  const past = { now: () => shop.time.nowMs - EXPIRED_MS, sleep: places.clock.sleep };
  await Promise.all([
    putProduct(places, rare, 9),
    openCarts({ ...places, clock: past }).add(
      user,
      { productId: "cup", quantity: 4 },
      newRequest(),
    ),
    ...["kettle", "mug", "tea"].map((productId) => add(productId, 1)),
  ]);
  await carts.checkout(user, {}, newRequest());
  await Promise.all([add("tea", 2), add(rare.productId, 2)]);
  return user;
}

/** All that the user and the shop see. */
async function seenBy(user: string) {
  const carts = openCarts(shop.places);
  const named = (productId: string) => productId.replace(rareOf(user), "rare");
  const { lines } = await carts.find(user);
  const { orders } = await carts.orders(user, { limit: 10 });
  return {
    cart: lines.map(({ productId, quantity }) => `${quantity} ${named(productId)}`),
    orders: orders.map(({ number, lines: sold, total }) => ({
      number,
      lines: sold.map(({ productId, quantity }) => `${quantity} ${named(productId)}`),
      total,
    })),
    stock: await stockLeft(shop.places, rareOf(user)),
  };
}

async function settleFirstOrder(places: CartPlaces, user: string): Promise<void> {
  const [first] = await orderItems(shop.places, user);
  if (first !== undefined) await settleOrder(places, first);
}

type Seen = Awaited<ReturnType<typeof seenBy>>;

interface Operation {
  readonly name: string;
  /** Requests that it sends where nothing happens to it. */
  readonly requests: number;
  prepare?(user: string): Promise<unknown>;
  run(places: CartPlaces, user: string, request: ReturnType<typeof newRequest>): Promise<unknown>;
}

const change = (productId: string, quantity: number) => ({ productId, quantity });

const operations: readonly Operation[] = [
  {
    name: "adding to a line",
    requests: 2,
    run: (places, user, request) => openCarts(places).add(user, change("tea", 3), request),
  },
  {
    name: "adding a line",
    requests: 2,
    run: (places, user, request) => openCarts(places).add(user, change("mug", 3), request),
  },
  {
    name: "adding to a line that expired",
    requests: 3,
    run: (places, user, request) => openCarts(places).add(user, change("cup", 3), request),
  },
  {
    name: "setting a quantity",
    requests: 2,
    run: (places, user, request) => openCarts(places).setQuantity(user, change("tea", 7), request),
  },
  {
    name: "removing a line",
    requests: 2,
    run: (places, user, request) => openCarts(places).remove(user, "tea", request),
  },
  {
    name: "checking out",
    requests: 3,
    run: (places, user, request) => openCarts(places).checkout(user, {}, request),
  },
  {
    name: "checking out more than one counter has",
    requests: 7,
    prepare: (user) => openCarts(shop.places).add(user, change(rareOf(user), 5), newRequest()),
    run: (places, user, request) => openCarts(places).checkout(user, {}, request),
  },
  { name: "settling an order", requests: 4, run: settleFirstOrder },
];

describe.each(operations)("$name", ({ requests, prepare, run }) => {
  const preparedUser = async () => {
    const user = await newUser();
    await prepare?.(user);
    return user;
  };
  const points = Array.from({ length: requests }, (_, at) => at + 1);

  const addOne = (user: string) => openCarts(shop.places).add(user, change("tea", 1), newRequest());
  /** Seen where nothing happens to it: before it, after it, and once more was added. */
  let before: Seen;
  let after: Seen;
  let later: Seen;

  beforeAll(async () => {
    const untouched = await preparedUser();
    before = await seenBy(untouched);
    await run(shop.places, untouched, newRequest());
    after = await seenBy(untouched);
    await addOne(untouched);
    later = await seenBy(untouched);
  });

  it(`takes ${requests} requests`, async () => {
    const user = await preparedUser();
    const unharmed = dyingClient(requests + 1, FATES[0]);
    await run({ ...shop.places, client: unharmed.client }, user, newRequest());
    expect(unharmed.hasMetIt()).toBe(false);
    unharmed.close();
  });

  it.each(FATES)(
    "is done or not, and once when repeated, at each request when %s",
    async (fate) => {
      await Promise.all(
        points.map(async (point) => {
          const user = await preparedUser();
          const request = newRequest();
          const dying = dyingClient(point, fate);
          await run({ ...shop.places, client: dying.client }, user, request).catch(() => undefined);
          expect(dying.hasMetIt()).toBe(true);
          expect([before, after]).toContainEqual(await seenBy(user));
          await run(shop.places, user, request);
          expect(await seenBy(user)).toEqual(after);
          // Neither what arrives late nor another repetition undoes what was done since.
          await addOne(user);
          await dying.arrive();
          await run(shop.places, user, request);
          expect(await seenBy(user)).toEqual(later);
          dying.close();
        }),
      );
    },
  );
});
