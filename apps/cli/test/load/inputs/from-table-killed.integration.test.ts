import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
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
import { runSpillway, startSpillway } from "../../run-spillway.ts";

const KILLS = 10;
const ITEMS = isFullSize() ? 200_000 : 5_000;
/** A load that is too fast would be done before it is killed. */
const PACE = isFullSize() ? "off" : "400";

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
}, 600_000);
afterAll(async () => {
  await source.delete();
  await copy.delete();
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

/** How often each item is in a table or an index, by its text. */
async function itemsOf(table: string, index?: string): Promise<Map<string, number>> {
  const transport = clientTransport(client);
  const items = new Map<string, number>();
  // DynamoDB Local takes half a minute for a page of 1 MB of a large table, and 1,000 items are soon read.
  const pages = { segments: 8, pageItems: 1_000 };
  const options = { transport, table, index, ...pages, clock: systemClock, random: Math.random };
  for await (const page of scanPages(options)) {
    for (const item of page.items.map(canonicalItem)) items.set(item, (items.get(item) ?? 0) + 1);
  }
  return items;
}

test(`a copy of ${ITEMS} items of every type, killed ${KILLS} times, is equal to its table`, {
  timeout: 1_200_000,
}, async () => {
  const checkpointFile = join(folder, `${source.name}-table.${copy.name}.checkpoint.json`);
  const args = [
    ...["load", "--from-table", source.name, "--table", copy.name, "--resume", "--json"],
    ...["--segments", "8"],
    ...["--endpoint", endpoint],
  ];
  /** How far the run is that began then; -1 before it has come to its first checkpoint. */
  const nextRecord = async (begun: number) => {
    if (!existsSync(checkpointFile)) return -1;
    const { next, savedAt } = JSON.parse(await readFile(checkpointFile, "utf8"));
    return Date.parse(savedAt) < begun ? -1 : Number(next);
  };

  let reached = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const begun = Date.now();
    const running = startSpillway([...args, "--max-wcu", PACE], { cwd: folder });
    const state = { ended: false };
    void running.ended.then(() => {
      state.ended = true;
    });
    // At full size somewhere in this part of the table; else when it is further than the one before, or
    // has only begun. And at any moment of what happens there.
    const part = ((kill - 1 + Math.random()) / KILLS) * ITEMS * 0.8;
    const target = isFullSize() ? part : kill % 2 === 0 ? reached + 1 : 0;
    while (!state.ended && (await nextRecord(begun)) < target) await delay(5);
    reached = await nextRecord(0);
    await delay(Math.random() * 500);
    running.child.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL", stderr: "" });
  }

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

  const copied = await itemsOf(copy.name);
  expect(copied.size).toBe(ITEMS);
  for (const item of itemsOfEveryType(ITEMS)) expect(copied.get(canonicalItem(item))).toBe(1);
  const [index, itsCopy] = [
    await itemsOf(source.name, "byGroup"),
    await itemsOf(copy.name, "byGroup"),
  ];
  expect(itsCopy.size).toBe([...itemsOfEveryType(ITEMS)].filter(({ group }) => group).length);
  for (const item of index.keys()) expect(itsCopy.get(item)).toBe(1);
});
