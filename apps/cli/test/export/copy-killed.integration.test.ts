import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  isFullSize,
  itemsOfEveryType,
  KEYS_OF_EVERY_TYPE,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSpillway, startSpillway } from "../run-spillway.ts";
import { tableDigests } from "../table-items.ts";

const [ITEMS, LOAD_KILLS] = isFullSize() ? [200_000, 10] : [4_000, 2];
const EXPORT_KILLS = 10;
/** So slow that there is time to be killed in: some five seconds, or ten. */
const READ_UNITS = isFullSize() ? 500 : 20;

let folder: string;
let client: DynamoDBClient;
let table: TestTable;
let copy: TestTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-copy-"));
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  copy = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  const lines = [...itemsOfEveryType(ITEMS)].map((Item) => `${JSON.stringify({ Item })}\n`);
  await writeFile(join(folder, "made.json"), lines.join(""));
  const made = ["load", "made.json", "-t", table.name, "--max-wcu", "off", "--json"];
  const { stdout } = await runSpillway([...made, ...ENDPOINT], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ written: ITEMS, complete: true });
  await rm(join(folder, "made.json"));
}, 900_000);
afterAll(async () => {
  await Promise.all([table.delete(), copy.delete()]);
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

const ENDPOINT = ["--endpoint", dynamoDbLocalEndpoint()];

/**
 * Runs a command that is killed each time it has come to the next part of its way, at any moment of what
 * happens there, and then to its end.
 *
 * @param field of the checkpoint: how many items are done
 */
async function killedOnItsWay(
  args: readonly string[],
  kills: number,
  [checkpoint, field]: readonly [file: string, field: string],
) {
  const done = async () => {
    const file = join(folder, checkpoint);
    return existsSync(file) ? Number(JSON.parse(await readFile(file, "utf8"))[field]) : 0;
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const running = startSpillway([...args, "--resume", "--json", ...ENDPOINT], { cwd: folder });
    const state = { ended: false };
    void running.ended.then(() => {
      state.ended = true;
    });
    // The last part is left: no run does it between the look and the kill.
    const target = ((kill + Math.random()) / kills) * ITEMS * 0.7;
    while (!state.ended && (await done()) < target) await delay(5);
    await delay(Math.random() * 300);
    running.child.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL", stderr: "" });
  }
  return runSpillway([...args, "--resume", "--json", ...ENDPOINT], { cwd: folder });
}

test(`${ITEMS} items of every type, with an index, are the same in a copy by export and load that were killed`, {
  timeout: 1_800_000,
}, async () => {
  const file = "copy.json.gz";
  const exported = await killedOnItsWay(
    ["export", table.name, file, "--max-rcu", String(READ_UNITS), "--segments", "5"],
    EXPORT_KILLS,
    [`${file}.checkpoint.json`, "items"],
  );
  const report = JSON.parse(exported.stdout);
  expect(report).toMatchObject({ complete: true, items: ITEMS, scanned: ITEMS, checkpoint: null });
  expect(report.resumedAt).toBeGreaterThan(ITEMS / 4);
  expect(exported.code).toBe(0);
  expect(await readdir(folder)).toEqual([file]);

  const loaded = await killedOnItsWay(
    ["load", file, "-t", copy.name, "--max-wcu", "off"],
    LOAD_KILLS,
    [`${file}.${copy.name}.checkpoint.json`, "next"],
  );
  // Read from the file: each item was in it once.
  expect(JSON.parse(loaded.stdout)).toMatchObject({ complete: true, read: ITEMS, rejected: 0 });
  expect(JSON.parse(loaded.stdout)).toMatchObject({ written: ITEMS, deduplicated: 0, failed: 0 });

  const keys = ["pk", "sk"];
  const original = await tableDigests(client, table.name, keys);
  expect(original.size).toBe(ITEMS);
  const unlike: string[] = [];
  for (const [key, digest] of await tableDigests(client, copy.name, keys)) {
    if (original.get(key) !== digest) unlike.push(key);
    original.delete(key);
  }
  expect({ unlike, missing: [...original.keys()] }).toEqual({ unlike: [], missing: [] });
});
