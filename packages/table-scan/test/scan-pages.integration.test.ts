import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import {
  canonicalItem,
  createTestTable,
  dynamoDbLocalEndpoint,
  hurriedClock,
  itemsOfEveryType,
  KEYS_OF_EVERY_TYPE,
  localClientSettings,
  putItems,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientTransport, type ScanOptions, scanPages } from "../src/index.ts";

const ITEMS = [...itemsOfEveryType(300)];
const client = new DynamoDBClient({
  endpoint: dynamoDbLocalEndpoint(),
  ...localClientSettings,
  maxAttempts: 1,
});
let table: TestTable;

beforeAll(async () => {
  table = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  await putItems(dynamoDbLocalEndpoint(), table.name, ITEMS);
});
afterAll(async () => {
  await table.delete();
  client.destroy();
});

/** Its items in the order of their numbers, what was scanned and what it took. */
async function scanned(options: Partial<ScanOptions> = {}) {
  const pages = scanPages({
    transport: clientTransport(client),
    table: table.name,
    clock: hurriedClock(),
    random: () => 0.5,
    ...options,
  });
  const items: AttributeMap[] = [];
  let [read, units, count] = [0, 0, 0];
  for await (const page of pages) {
    items.push(...page.items);
    read += page.scanned;
    units += page.units;
    count += 1;
  }
  const numberOf = ({ sk }: AttributeMap) => Number(sk && "N" in sk ? sk.N : 0);
  items.sort((one, other) => numberOf(one) - numberOf(other));
  return { items, read, units, count };
}

test("every item comes once, with every type as it was put", async () => {
  const { items, read, units, count } = await scanned({ segments: 3, pageItems: 40 });
  expect(items.map(canonicalItem)).toEqual(ITEMS.map(canonicalItem));
  expect(read).toBe(300);
  expect(units).toBeGreaterThan(10);
  expect(count).toBeGreaterThan(7);
});

test("filter, projection, names and values go to DynamoDB as they are", async () => {
  const { items, read } = await scanned({
    filter: "sk < :max AND #group = :group",
    projection: "sk, #group",
    names: { "#group": "group" },
    values: { ":max": { N: "100" }, ":group": { S: "g1" } },
  });
  const wanted = ITEMS.slice(0, 100).filter(
    ({ group }) => group && "S" in group && group.S === "g1",
  );
  expect(items).toEqual(wanted.map(({ sk, group }) => ({ sk, group })));
  expect(read).toBe(300);
});

test("an index gives the items that are in it; strong consistency takes twice the units", async () => {
  const { items, units } = await scanned({ index: "byGroup" });
  expect(items).toHaveLength(200);
  expect(units).toBeGreaterThan(0);
  const [weak, strong] = [await scanned(), await scanned({ consistent: true })];
  expect(strong.units).toBe(weak.units * 2);
});

test("an error is what the client throws", async () => {
  await expect(scanned({ table: "no-such-table" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await expect(scanned({ filter: "nonsense" })).rejects.toMatchObject({
    name: "ValidationException",
  });
});
