import { timeOrderedId } from "@spillway/item";
import { Deadline, fullJitterDelay } from "@spillway/pacing";
import type { Money, Order } from "../cart.ts";
import type { CartPlaces, RequestKey } from "../carts.ts";
import { STATE_KEY } from "../items/keys.ts";
import { orderOf } from "../items/order-item.ts";
import { soldIn } from "../items/state-item.ts";
import { soldAfter, unsoldLines } from "../ledger/ledger.ts";
import { type KeptCart, readCart } from "../lines/read-cart.ts";
import { findOrder } from "../orders/find-order.ts";
import { busyError, type Obstacle } from "../stock/obstacles.ts";
import { planStock, type StockPlaces } from "../stock/plan-stock.ts";
import { assertOrderable } from "./cart-limits.ts";
import { assertFits } from "./item-sizes.ts";
import { orderItemOf } from "./order-item-of.ts";
import { type Placement, placeOrder } from "./place-order.ts";
import { presentProducts } from "./present-products.ts";
import { assertSeen, type PricedLine, presentTotal, pricedLines } from "./priced-lines.ts";
import { orderMadeBy, requestsAfter } from "./remembered-requests.ts";

/** With the waits below these take about two seconds. */
const MAX_ATTEMPTS = 12;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;
/**
 * Nothing of a checkout begins later than this after its start. Its caller waits for 30 s at most (API Gateway), and
 * the service's client for what DynamoDB answers some 15 s (three attempts).
 */
const LONGEST_SECONDS = 10;

/** Where a checkout works. */
type CheckoutPlaces = CartPlaces & StockPlaces;

/** One request to check out. */
interface Asked {
  readonly userId: string;
  /** What the shopper saw. */
  readonly total: Money | undefined;
  readonly request: RequestKey;
  /** Of the order that is to be made. */
  readonly orderId: string;
}

/**
 * Makes what is in the cart an order: it reads the cart, what its products cost now, and writes one
 * transaction, however many lines there are. Where another checkout, or the buyers of the same product, came
 * first, it begins again from what is there then, 12 times and for
 * `checkoutSeconds` at most.
 *
 * @throws SpillwayError see `Carts.checkout`
 */
export async function checkout(
  shop: CheckoutPlaces,
  userId: string,
  { total }: { readonly total?: Money },
  request: RequestKey,
): Promise<{ readonly order: Order; readonly isRepeated: boolean }> {
  const { clock, random } = shop;
  const { checkoutSeconds = LONGEST_SECONDS } = shop.rules;
  const deadline = Deadline.after(clock, checkoutSeconds * 1_000);
  const places = { ...shop, deadline };
  const obstacles: Obstacle[] = [];
  const assertInTime = () => {
    if (deadline.hasPassed()) throw busyError(obstacles, `${checkoutSeconds} s`);
  };
  const asked = { userId, total, request, orderId: timeOrderedId(clock.now()) };
  const scarce = new Set<string>();
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    assertInTime();
    const cart = await readCart(places, userId);
    assertInTime();
    const made = orderMadeBy(request, cart.state);
    if (made !== undefined) {
      const order = await findOrder(places, userId, made);
      // It is this call's own where its answer was lost on the way, and not a repeated one.
      return { order, isRepeated: order.id !== asked.orderId };
    }
    const placement = await placementOf(places, cart, { asked, scarce, assertInTime });
    assertInTime();
    const placed = await placeOrder(places, placement);
    if (placed.isPlaced) return { order: orderOf(placement.order), isRepeated: false };
    obstacles.push(placed.obstacle);
    for (const productId of placed.scarce) scarce.add(productId);
    await clock.sleep(
      fullJitterDelay({ attempt, baseMs: FIRST_WAIT_MS, capMs: LONGEST_WAIT_MS, random }),
    );
  }
  throw busyError(obstacles, `${MAX_ATTEMPTS} attempts`);
}

async function placementOf(
  places: CheckoutPlaces,
  { state, lines }: KeptCart,
  {
    asked: { userId, total, request, orderId },
    scarce,
    assertInTime,
  }: {
    readonly asked: Asked;
    readonly scarce: ReadonlySet<string>;
    assertInTime(): void;
  },
): Promise<Placement> {
  const { rules, clock } = places;
  const nowSeconds = Math.floor(clock.now() / 1_000);
  const sold = soldIn(state);
  const unsold = unsoldLines(lines, sold, nowSeconds);
  assertOrderable(unsold, rules);
  const products = await presentProducts(
    places,
    unsold.map(({ productId }) => productId),
  );
  const priced = pricedLines(unsold, products, rules);
  const present = presentTotal(priced, rules);
  assertSeen(priced, present, total);
  assertInTime();
  const number = (state?.orders ?? 0) + 1;
  const placement = {
    order: orderItemOf(priced, present, { userId, number, orderId, nowSeconds }),
    state: {
      user_id: userId,
      product_id: STATE_KEY,
      orders: number,
      sold: Object.fromEntries(soldAfter(lines, sold, unsold)),
      requests: requestsAfter(
        state?.requests ?? {},
        { request, order: number },
        { nowSeconds, repeatSeconds: rules.repeatSeconds },
      ),
    },
    takes: await planStock(places, wantedStock(priced), scarce),
  };
  assertFits(placement);
  return placement;
}

function wantedStock(lines: readonly PricedLine[]) {
  return lines.flatMap(({ line, product: { productId, stockShards: shards } }) =>
    shards === undefined ? [] : [{ productId, shards, units: line.unsold }],
  );
}
