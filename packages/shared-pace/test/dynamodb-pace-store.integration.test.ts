import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readPaceItem } from "../src/index.ts";
import { type GiveBack, takeBack } from "../src/item/give-back.ts";
import { EPOCH_MS, type PaceItem } from "../src/item/pace-item.ts";
import { MAX_AHEAD_MS, type Sale, type SalePart, sell } from "../src/item/sale.ts";
import { dynamodbPaceStore } from "../src/store/dynamodb-pace-store.ts";

let client: DynamoDBClient;
let table: TestTable;
beforeAll(async () => {
  client = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
  table = await createTestTable(client, { keys: ["pk:S", "sk:S"] });
});
afterAll(async () => {
  await table.delete();
  client.destroy();
});

const START_MS = 88_235_294 * EPOCH_MS;
const RESOURCES = ["", "byEmail", "by.City-2"];

const part: fc.Arbitrary<SalePart> = fc.record({
  resource: fc.constantFrom(...RESOURCES),
  durationMs: fc.integer({ min: 1, max: 5_000 }),
  begins: fc.constantFrom("now" as const, "after the last" as const),
});
const sale: fc.Arbitrary<Sale> = fc.record({
  nowMs: fc
    .oneof(
      fc.integer({ min: 0, max: 3 * EPOCH_MS }),
      fc.constantFrom(MAX_AHEAD_MS - 1, MAX_AHEAD_MS, MAX_AHEAD_MS + 1),
    )
    .map((ms) => START_MS + ms),
  parts: fc.uniqueArray(part, { minLength: 1, maxLength: 3, selector: ({ resource }) => resource }),
  counted: fc.option(
    fc.record({
      epoch: fc.integer({ min: 0, max: 3 }).map((later) => START_MS / EPOCH_MS + later),
      how: fc.constantFrom("same epoch" as const, "next epoch" as const, "anew" as const),
    }),
    { nil: undefined },
  ),
});
const giveBack: fc.Arbitrary<GiveBack> = fc.record({
  id: fc.constantFrom("a", "b"),
  after: fc.constantFrom(undefined, undefined, "a", "b"),
  durations: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...RESOURCES), fc.integer({ min: 1, max: 900 })), {
      maxLength: 2,
      selector: ([resource]) => resource,
    })
    .map((all) => new Map(all)),
  countedIn: fc.option(
    fc.integer({ min: 0, max: 3 }).map((later) => START_MS / EPOCH_MS + later),
    { nil: undefined },
  ),
});

it("does what the pure model does, and refuses what that refuses", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ arbitrary: sale, weight: 4 }, { arbitrary: giveBack, weight: 1 }), {
        minLength: 3,
        maxLength: 10,
      }),
      async (steps) => {
        run += 1;
        const name = `Users-${run}`;
        const store = dynamodbPaceStore(client, table.name, name);
        let model: PaceItem | undefined;
        for (const step of steps) {
          const after = "parts" in step ? sell(model, step) : takeBack(model, step);
          if ("parts" in step) {
            const answer = await store.sell(step);
            expect(answer).toEqual({ isSold: after !== undefined, item: model });
          } else {
            const answer = await store.takeBack(step);
            // Who finds their own id there has given back before.
            const isDone = after !== undefined || model?.givenBack === step.id;
            expect(answer).toEqual(isDone ? { isDone } : { isDone, mayBeDone: false, item: model });
          }
          model = after ?? model;
          expect(await readPaceItem(client, table.name, name)).toEqual(model);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
