import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSpillway, startSpillway } from "../run-spillway.ts";
import { scanTable } from "../scan-table.ts";

const KILLS = 20;
/** Every thousandth record is malformed, and of every hundred ten put a key again. */
const RECORDS = 200_000;

let folder: string;
let client: DynamoDBClient;
let table: TestTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-load-"));
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client);
});
afterAll(async () => {
  await table.delete();
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

const isMalformed = (n: number) => n % 1_000 === 500;
const keyOf = (n: number) => (n % 100 < 10 ? `K${n - (n % 100) + 50}` : `K${n}`);
const lineOf = (n: number) => (isMalformed(n) ? `broken ${n}` : `${keyOf(n)},${n},name of ${n}`);

test(`a load of ${RECORDS} records, killed ${KILLS} times, ends with what one load gives`, {
  timeout: 600_000,
}, async () => {
  const lines = Array.from({ length: RECORDS }, (_, n) => lineOf(n));
  await writeFile(join(folder, "input.csv"), ["pk,n,name", ...lines, ""].join("\n"));
  const checkpointFile = join(folder, `input.csv.${table.name}.checkpoint.json`);
  const args = [
    ...["load", "input.csv", "--table", table.name, "--resume", "--json"],
    ...["--endpoint", dynamoDbLocalEndpoint(), "--max-wcu", "off"],
  ];
  const nextRecord = async () =>
    existsSync(checkpointFile)
      ? Number(JSON.parse(await readFile(checkpointFile, "utf8")).next)
      : 0;

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const running = startSpillway(args, { cwd: folder });
    const state = { ended: false };
    void running.ended.then(() => {
      state.ended = true;
    });
    // Somewhere in this part of the source, and at any moment of what happens there. The last fifth is
    // left: no load does it in the second before the kill.
    const target = ((kill - 1 + Math.random()) / KILLS) * RECORDS * 0.8;
    while (!state.ended && (await nextRecord()) < target) await delay(5);
    await delay(Math.random() * 1_000);
    running.child.kill("SIGKILL");
    const ended = await running.ended;
    expect(ended).toMatchObject({ signal: "SIGKILL", stderr: "" });
  }

  const last = await runSpillway(args, { cwd: folder });
  const report = JSON.parse(last.stdout);
  const malformed = lines.filter((_, n) => isMalformed(n)).length;
  expect(report).toMatchObject({
    read: RECORDS,
    rejected: malformed,
    failed: 0,
    spilled: 0,
    complete: true,
    checkpoint: null,
  });
  expect(report.written + report.deduplicated + report.rejected).toBe(RECORDS);
  expect(report.resumedAt).toBeGreaterThan(0);
  expect(last.code).toBe(1);
  expect(existsSync(checkpointFile)).toBe(false);

  // The table is what the source says: of each key its last record, nothing more.
  const wanted = new Map<string, number>();
  for (const n of lines.keys()) if (!isMalformed(n)) wanted.set(keyOf(n), n);
  let found = 0;
  for await (const { pk, n, name } of scanTable(client, table.name)) {
    const number = wanted.get(pk?.S ?? "");
    expect([n?.N, name?.S]).toEqual([String(number), `name of ${number}`]);
    found += 1;
  }
  expect(found).toBe(wanted.size);

  // Each malformed line is in the reject file once.
  const rejects = (await readFile(join(folder, report.rejects), "utf8")).trimEnd().split("\n");
  const places = rejects.map((line) => JSON.parse(line).position.index);
  expect(places.toSorted((one, other) => one - other)).toEqual(
    [...lines.keys()].filter(isMalformed),
  );
});
