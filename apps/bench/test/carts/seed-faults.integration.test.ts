import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkRace } from "../../src/carts/races/check/check-race.ts";
import { HistoryRecorder } from "../../src/carts/races/history.ts";
import { sendUntilKnown } from "../../src/carts/races/run/attempts.ts";
import type { Contender, RacePlaces } from "../../src/carts/races/run/contender.ts";
import { ledgerContender } from "../../src/carts/races/run/ledger-contender.ts";
import { type Death, mortalClient } from "../../src/carts/races/run/mortal-client.ts";
import { type RaceClock, raceClock } from "../../src/carts/races/run/race-clock.ts";
import { newTally } from "../../src/carts/races/run/race-day.ts";
import { openRaceTables, type RaceTables } from "../../src/carts/races/run/race-tables.ts";
import { seedContender } from "../../src/carts/races/run/seed-contender.ts";
import type { Outcome, ShoppingOperation } from "../../src/carts/races/shopping-operation.ts";

/** A shop in which one thing is done after the other, and at chosen moments in between. */
interface Scene {
  readonly contender: Contender;
  readonly clock: RaceClock;
  shop(
    operation: ShoppingOperation,
    options?: {
      /** What another process does when this one has read and is about to write. */
      readonly beforeItWrites?: () => Promise<unknown>;
      readonly death?: Death;
    },
  ): Promise<Outcome>;
}

let tables: RaceTables;
let scenes = 0;

beforeAll(async () => {
  tables = await openRaceTables(dynamoDbLocalEndpoint());
});
afterAll(() => tables.close());

/** Plays a scene, looks into the cart at its end, and says which rules do not hold. */
async function rulesBroken(
  contender: Contender,
  play: (scene: Scene) => Promise<unknown>,
): Promise<readonly string[]> {
  scenes += 1;
  const userId = `user-${scenes}`;
  const clock = raceClock(Date.UTC(2026, 10, 27));
  const places: RacePlaces = { ...tables.still, clock };
  const history = new HistoryRecorder(clock);
  const tally = newTally();
  const priced = new Set<string>();
  const shop: Scene["shop"] = async (operation, { beforeItWrites, death } = {}) => {
    if ("productId" in operation && !priced.has(operation.productId)) {
      const { productId } = operation;
      const end = history.begin();
      await contender.putProduct(places, { productId, amount: 10 }, true);
      history.prices.push({ productId, amount: 10, span: end() });
      priced.add(productId);
    }
    const connection = mortalClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
    connection.revive(death);
    let meanwhile = beforeItWrites;
    connection.client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          if (commandName.includes("Write")) {
            const act = meanwhile;
            meanwhile = undefined;
            await act?.();
          }
          return next(args);
        },
      { step: "initialize" },
    );
    const end = history.begin();
    const carts = contender.open({ ...places, client: connection.client });
    const key = crypto.randomUUID();
    const outcome = await sendUntilKnown(carts, { userId, operation, key }, tally);
    history.happenings.push({ userId, key, operation, span: end(), outcome });
    connection.destroy();
    return outcome;
  };
  await play({ contender, clock, shop });
  await shop({ kind: "find" });
  const { ordersOf, lineSeconds, catalogueSeconds } = contender;
  const { violations } = checkRace({
    ...{ history, lineSeconds, catalogueSeconds, stock: [] },
    ...(ordersOf && { orders: new Map([[userId, await ordersOf(places, userId)]]) }),
  });
  return [...new Set(violations.map(({ rule }) => rule))];
}

const add = (quantity: number, productId = "pen"): ShoppingOperation => ({
  ...{ kind: "add", productId, quantity },
});
const CHECKOUT: ShoppingOperation = { kind: "checkout" };
const LINES = 120;

async function fill({ shop }: Scene): Promise<void> {
  const ids = Array.from({ length: LINES }, (_, line) => `product-${line}`);
  for (let at = 0; at < LINES; at += 10) {
    await Promise.all(ids.slice(at, at + 10).map((productId) => shop(add(1, productId))));
  }
}

describe.each<[string, string, (scene: Scene) => Promise<unknown>]>([
  [
    "adding a product twice loses the first quantity",
    "units",
    async ({ shop }) => {
      await shop(add(1));
      await shop(add(2));
    },
  ],
  [
    "what is added between a checkout's read and its deletes is lost",
    "units",
    async ({ shop }) => {
      await shop(add(1));
      await shop(CHECKOUT, { beforeItWrites: () => shop(add(2)) });
    },
  ],
  [
    "two checkouts at once sell the same units twice",
    "units",
    async ({ shop }) => {
      await shop(add(1));
      await shop(CHECKOUT, { beforeItWrites: () => shop(CHECKOUT) });
    },
  ],
  [
    "an expired cart is seen, and sold, until TTL deletes it days later",
    "units",
    async ({ shop, clock, contender }) => {
      await shop(add(1));
      clock.advance((contender.lineSeconds + 60) * 1_000);
      await shop({ kind: "find" });
    },
  ],
  [
    "money in floating point: three pens at 0.10 come to 0.30000000000000004",
    "totals",
    async ({ shop }) => {
      await shop(add(3));
      await shop(CHECKOUT);
    },
  ],
  [
    `a cart of ${LINES} lines is deleted in five requests: one that dies after the first leaves a part, and no order`,
    "units",
    async (scene) => {
      await fill(scene);
      // A query, then batches of 25.
      await scene.shop(CHECKOUT, { death: { atRequest: 2, moment: "after" } });
    },
  ],
])("%s", (_, rule, play) => {
  it("in the seed's way", async () => {
    expect(await rulesBroken(seedContender(), play)).toEqual([rule]);
  });
  it("but not in ours", async () => {
    expect(await rulesBroken(ledgerContender, play)).toEqual([]);
  });
});

it("can't delete a cart of more than 100 lines in one transaction either", async () => {
  const TransactItems = Array.from({ length: 101 }, (_, line) => ({
    Delete: {
      TableName: tables.still.cartTable,
      Key: { user_id: "ann", product_id: `product-${line}` },
    },
  }));
  const deletion = tables.still.client.send(new TransactWriteCommand({ TransactItems }));
  await expect(deletion).rejects.toMatchObject({ name: "ValidationException" });
});
