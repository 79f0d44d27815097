import { dynamoDbLocalEndpoint, isFullSize } from "@spillway/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkRace } from "../../src/carts/races/check/check-race.ts";
import { type Happening, HistoryRecorder } from "../../src/carts/races/history.ts";
import { sendUntilKnown } from "../../src/carts/races/run/attempts.ts";
import { deleteExpired } from "../../src/carts/races/run/chores.ts";
import type { Contender } from "../../src/carts/races/run/contender.ts";
import { ledgerContender } from "../../src/carts/races/run/ledger-contender.ts";
import { raceClock } from "../../src/carts/races/run/race-clock.ts";
import { newTally } from "../../src/carts/races/run/race-day.ts";
import { openRaceTables, type RaceTables } from "../../src/carts/races/run/race-tables.ts";
import { seedContender } from "../../src/carts/races/run/seed-contender.ts";
import {
  type Outcome,
  perform,
  type ShoppingOperation,
} from "../../src/carts/races/shopping-operation.ts";
import { type Fate, RequestGate } from "./request-gate.ts";

const USER = "ann";
/** That a line of the cart has left when the race begins: only what lives long can expire while others are at it. */
const LEFT_SECONDS = 30;
const WAIT_SECONDS = 20;
/** At full size. */
const TIMEOUT_MS = 1_800_000;
const START_MS = Date.UTC(2026, 10, 27);

/** What a process does next. */
type Task =
  | { readonly is: "shop"; readonly operation: ShoppingOperation; readonly triesAgain: boolean }
  /** The last request once more. */
  | { readonly is: "repeat" }
  | { readonly is: "settle" }
  /** As TTL does. */
  | { readonly is: "delete expired" }
  /** What was in the cart before expires meanwhile. */
  | { readonly is: "wait" };

let tables: RaceTables;
let runs = 0;

beforeAll(async () => {
  tables = await openRaceTables(dynamoDbLocalEndpoint());
});
afterAll(() => tables.close());

// One product most of the time: where they meet is where it goes wrong.
const productIds = fc.oneof(
  { weight: 3, arbitrary: fc.constant("cup") },
  { weight: 1, arbitrary: fc.constant("book") },
);
const quantities = fc.integer({ min: 1, max: 3 });
const line = { productId: productIds, quantity: quantities };
const operations: fc.Arbitrary<ShoppingOperation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("add" as const), ...line }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("set" as const), ...line }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("remove" as const), productId: productIds }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: "checkout" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "find" as const }) },
);
const shop = fc.record({
  is: fc.constant("shop" as const),
  operation: operations,
  triesAgain: fc.boolean(),
});
const tasks: fc.Arbitrary<Task> = fc.oneof(
  { weight: 8, arbitrary: shop },
  { weight: 1, arbitrary: fc.constant({ is: "repeat" as const }) },
  { weight: 2, arbitrary: fc.constant({ is: "settle" as const }) },
  { weight: 1, arbitrary: fc.constant({ is: "delete expired" as const }) },
  { weight: 1, arbitrary: fc.constant({ is: "wait" as const }) },
);
const scripts = fc.array(fc.array(tasks, { minLength: 1, maxLength: 5, size: "max" }), {
  ...{ minLength: 2, maxLength: 4 },
});
const fates: fc.Arbitrary<Fate[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant("answered" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Fate>("refused", "lost", "dies before", "dies after"),
    },
  ),
  { maxLength: 60, size: "max" },
);

/** One cart, what several processes do to it at once, and what does not hold then. */
async function race(
  contender: Contender,
  scheduler: fc.Scheduler,
  processes: readonly (readonly Task[])[],
  fate: readonly Fate[],
) {
  runs += 1;
  const run = runs;
  const clock = raceClock(START_MS);
  const places = { ...tables.still, clock };
  const history = new HistoryRecorder(clock);
  const named = (name: string) => `${name}-${run}`;
  const userId = named(USER);
  const tally = newTally();
  for (const [name, stock] of [
    ["cup", undefined],
    ["book", { shards: 2, units: 5 }],
  ] as const) {
    const end = history.begin();
    const product = { productId: named(name), amount: 10, ...(stock && { stock }) };
    await contender.putProduct(places, product, true);
    history.prices.push({ productId: product.productId, amount: 10, span: end() });
  }
  const shopAlone = async (operation: ShoppingOperation) => {
    const end = history.begin();
    const key = crypto.randomUUID();
    const outcome = await perform(contender.open(places), userId, operation, key);
    history.happenings.push({ userId, key, operation, span: end(), outcome });
  };
  await shopAlone({ kind: "add", productId: named("cup"), quantity: 4 });
  clock.advance((contender.lineSeconds - LEFT_SECONDS) * 1_000);
  const gate = new RequestGate(scheduler, fate);
  const connections = processes.map((_, at) => gate.connect(`process ${at + 1}`));
  await gate.run(
    processes.map((script, at) => async () => {
      const connection = connections[at];
      if (connection === undefined) throw new Error("a process has a connection");
      const process = { ...places, client: connection.client };
      const carts = contender.open(process);
      const send = (operation: ShoppingOperation, key: string) => {
        connection.revive();
        return sendUntilKnown(carts, { userId, operation, key }, tally);
      };
      for (const task of script) {
        if (task.is === "wait") clock.advance(WAIT_SECONDS * 1_000);
        else if (task.is === "settle" || task.is === "delete expired") {
          connection.revive();
          // One that fails is done another time, or never.
          await (task.is === "settle"
            ? contender.settle?.(process, userId)
            : deleteExpired(process, userId)
          )?.catch(() => undefined);
        } else if (task.is === "repeat") {
          const first = history.happenings.findLast(
            ({ outcome, operation }) =>
              operation.kind !== "find" && (outcome.is === "changed" || outcome.is === "ordered"),
          );
          if (first === undefined) continue;
          const end = history.begin();
          const outcome = await send(first.operation, first.key);
          const span = end();
          if (span.to - first.span.from <= contender.repeatSeconds) {
            history.repetitions.push({ first, isForged: false, outcome });
          } else if (!isToldRepeated(outcome)) {
            // Nothing has to be known of the first any more: it may have acted as a new one.
            history.happenings.push({ ...first, span, outcome: whatIsSure(first, outcome) });
          }
        } else {
          const operation = withProduct(task.operation, named);
          const key = crypto.randomUUID();
          const end = history.begin();
          let outcome = await send(operation, key);
          if (outcome.is === "unknown" && task.triesAgain) outcome = await send(operation, key);
          history.happenings.push({ userId, key, operation, span: end(), outcome });
        }
      }
    }),
  );
  for (const connection of connections) connection.destroy();
  await shopAlone({ kind: "find" });
  const { ordersOf, stockOf, lineSeconds, catalogueSeconds } = contender;
  const productId = named("book");
  const stock = stockOf && [{ productId, putIn: 5, left: await stockOf(places, productId) }];
  return checkRace({
    ...{ history, lineSeconds, catalogueSeconds, stock: stock ?? [] },
    ...(ordersOf && { orders: new Map([[userId, await ordersOf(places, userId)]]) }),
  }).violations;
}

function isToldRepeated(outcome: Outcome): boolean {
  return (outcome.is === "changed" || outcome.is === "ordered") && outcome.isRepeated;
}

/** Of a removal nobody is told whether it was repeated. */
function whatIsSure({ operation }: Happening, outcome: Outcome): Outcome {
  return operation.kind === "remove" && outcome.is === "changed" ? { is: "unknown" } : outcome;
}

function withProduct(
  operation: ShoppingOperation,
  named: (name: string) => string,
): ShoppingOperation {
  if (!("productId" in operation)) return operation;
  return { ...operation, productId: named(operation.productId) };
}

test(
  "whatever happens to one cart at once, in whatever order requests come and whichever fail: every unit is in one place",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scripts, fates, async (scheduler, processes, fate) => {
        expect(await race(ledgerContender, scheduler, processes, fate)).toEqual([]);
      }),
      { numRuns: isFullSize() ? 1_500 : 150 },
    );
  },
  TIMEOUT_MS,
);

test("the seed's way does not survive it: two requests at once lose or sell units twice", async () => {
  const found = await fc.check(
    fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, processes) => {
      expect(await race(seedContender(), scheduler, processes, [])).toEqual([]);
    }),
    { numRuns: 100 },
  );
  expect(found.failed).toBe(true);
});
