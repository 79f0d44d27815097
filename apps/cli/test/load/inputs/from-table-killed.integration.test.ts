import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { systemClock } from "@spillway/pacing";
import { clientTransport, scanPages } from "@spillway/table-scan";
import {
  canonicalItem,
  createTestTable,
  dynamoDbLocalEndpoint,
  isFullSize,
  itemsOfEveryType,
  KEYS_OF_EVERY_TYPE,
  localClientSettings,
  putItems,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSpillway } from "../../run-spillway.ts";
import { killLoads } from "../kill-loads.ts";

const KILLS = 10;
const ITEMS = isFullSize() ? 200_000 : 2_000;
/** A load that is too fast would be done before it is killed. */
const PACE = isFullSize() ? "off" : "160";
/** DynamoDB Local seems to go through a whole segment for each page: of a large table small ones are faster. */
const SEGMENTS = isFullSize() ? "64" : "8";

const endpoint = dynamoDbLocalEndpoint();
const client = new DynamoDBClient({ endpoint, ...localClientSettings, maxAttempts: 1 });
let folder: string;
let source: TestTable;
let copy: TestTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-from-table-"));
  source = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  copy = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  await putItems(endpoint, source.name, itemsOfEveryType(ITEMS));
}, 1_200_000);
afterAll(async () => {
  await source.delete();
  await copy.delete();
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** The texts of the items of a table or an index, in their order. */
async function itemsOf(table: string, index?: string): Promise<readonly string[]> {
  const transport = clientTransport(client);
  const items: string[] = [];
  // DynamoDB Local takes half a minute for a page of 1 MB of a large table, and 1,000 items are soon read.
  const pages = { pageItems: 1_000 };
  const options = { transport, table, index, ...pages, clock: systemClock, random: Math.random };
  for await (const page of scanPages(options)) items.push(...page.items.map(canonicalItem));
  return items.sort();
}

test(`a copy of ${ITEMS} items of every type, killed ${KILLS} times, is equal to its table`, {
  timeout: 3_600_000,
}, async () => {
  const checkpointFile = join(folder, `${source.name}-table.${copy.name}.checkpoint.json`);
  const args = [
    ...["load", "--from-table", source.name, "--table", copy.name, "--resume", "--json"],
    ...["--segments", SEGMENTS],
    ...["--endpoint", endpoint],
  ];
  await killLoads([...args, "--max-wcu", PACE], {
    ...{ cwd: folder, checkpointFile, kills: KILLS, records: ITEMS },
  });

  const last = await runSpillway([...args, "--max-wcu", "off"], { cwd: folder });
  expect(last.code).toBe(0);
  const report = JSON.parse(last.stdout);
  expect(report).toMatchObject({
    ...{ read: ITEMS, written: ITEMS, rejected: 0, failed: 0, deduplicated: 0 },
    ...{ complete: true, checkpoint: null },
    tableRead: { scanned: ITEMS },
  });
  expect(report.resumedAt).toBeGreaterThan(0);
  expect(existsSync(checkpointFile)).toBe(false);

  const all = [...itemsOfEveryType(ITEMS)];
  expect(await itemsOf(copy.name)).toEqual(all.map(canonicalItem).sort());
  const index = await itemsOf(source.name, "byGroup");
  expect(index).toHaveLength(all.filter(({ group }) => group).length);
  expect(await itemsOf(copy.name, "byGroup")).toEqual(index);
});
