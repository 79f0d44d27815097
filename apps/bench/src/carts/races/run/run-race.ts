import type { Order } from "@spillway/cart";
import { seededRandom } from "@spillway/simulator";
import { localClientSettings } from "@spillway/testkit";
import type { EndedRace } from "../check/check-race.ts";
import type { StockCount } from "../check/check-stock.ts";
import { HistoryRecorder } from "../history.ts";
import type { Contender } from "./contender.ts";
import { mortalClient } from "./mortal-client.ts";
import { raceClock } from "./race-clock.ts";
import { newTally, type RaceDay, type RaceTally } from "./race-day.ts";
import { RACE_PRODUCTS } from "./race-products.ts";
import { openRaceTables } from "./race-tables.ts";
import { Shopper } from "./shopper.ts";

/** How large a race is, and what goes wrong in it. */
export interface RaceOptions {
  readonly contender: Contender;
  /** DynamoDB as the shoppers reach it. */
  readonly endpoint: string;
  /** The same one, where nothing fails. */
  readonly stillEndpoint: string;
  /** Requests of shoppers in all. */
  readonly operations: number;
  /** Clients at once. */
  readonly clients: number;
  readonly users: number;
  /** Share of requests, 0 to 1, whose process dies while it works on them. */
  readonly deathRate: number;
  /** Of the cart table, a second; undefined: on demand. */
  readonly writeUnits?: number;
  /** Of what shoppers do; when what is answered is the engine's. Default 1. */
  readonly seed?: number;
}

const START_MS = Date.UTC(2026, 10, 27);
const SKEW_SECONDS = 2;

/** Lets shoppers loose on carts, and tells all they did and what is there when they are gone. */
export async function runRace(
  options: RaceOptions,
): Promise<{ readonly race: EndedRace; readonly tally: RaceTally; readonly seconds: number }> {
  const { contender, endpoint, stillEndpoint, clients, users, operations, writeUnits } = options;
  const tables = await openRaceTables(stillEndpoint, writeUnits);
  const clock = raceClock(START_MS);
  const tally = newTally();
  const day: RaceDay = {
    ...{ contender, clock, tally, clients, users, products: RACE_PRODUCTS },
    still: { ...tables.still, clock },
    prices: new Map(),
    stock: new Map(),
    history: new HistoryRecorder({ now: clock.now, skewSeconds: SKEW_SECONDS }),
    random: seededRandom(options.seed ?? 1).next,
    deathRate: options.deathRate,
    connect: () => mortalClient({ ...localClientSettings, endpoint }),
  };
  try {
    await fillShop(day);
    const shoppers = Array.from({ length: clients }, () => new Shopper(day));
    const beganMs = performance.now();
    await Promise.all(shoppers.map((shopper) => shopper.shop(operations)));
    const seconds = (performance.now() - beganMs) / 1_000;
    const race = await endOf(day, shoppers);
    for (const shopper of shoppers) shopper.destroy();
    return { race, tally, seconds };
  } finally {
    await tables.close();
  }
}

async function fillShop({ contender, products, still, prices, stock, history }: RaceDay) {
  for (const product of products) {
    const { productId, amount } = product;
    const end = history.begin();
    await contender.putProduct(still, product, true);
    history.prices.push({ productId, amount, span: end() });
    prices.set(productId, amount);
    if (product.stock !== undefined) stock.set(productId, product.stock.units);
  }
}

/** Looks into every cart, and at what orders and stock there are. */
async function endOf(day: RaceDay, shoppers: readonly Shopper[]): Promise<EndedRace> {
  const { contender, history, still, stock } = day;
  const { ordersOf, stockOf, lineSeconds, catalogueSeconds } = contender;
  const users = [...new Set(history.happenings.map(({ userId }) => userId))];
  const orders = new Map<string, readonly Order[]>();
  await Promise.all(
    shoppers.map(async (shopper, place) => {
      for (let at = place; at < users.length; at += shoppers.length) {
        const userId = users[at];
        if (userId === undefined) continue;
        await shopper.look(userId);
        if (ordersOf !== undefined) orders.set(userId, await ordersOf(still, userId));
      }
    }),
  );
  const counts: StockCount[] = [];
  if (stockOf !== undefined) {
    for (const [productId, putIn] of stock) {
      counts.push({ productId, putIn, left: await stockOf(still, productId) });
    }
  }
  return {
    ...{ history, lineSeconds, catalogueSeconds, stock: counts },
    ...(ordersOf === undefined ? {} : { orders }),
  };
}
