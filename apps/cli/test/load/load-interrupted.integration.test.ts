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
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Running, runSpillway, startSpillway } from "../run-spillway.ts";
import { scanTable } from "../scan-table.ts";

/** At 250 units a second this takes 40 s, so that a load can be ended in its middle. */
const RECORDS = 10_000;
const UNITS = 250;

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
let folder: string;
let table: TestTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-interrupted-"));
  const rows = Array.from({ length: RECORDS }, (_, n) => `k${n},${n}`);
  await writeFile(join(folder, "users.csv"), ["pk,n", ...rows, ""].join("\n"));
});
beforeEach(async () => {
  table = await createTestTable(client, { writeUnits: UNITS });
});
afterEach(() => table.delete());
afterAll(async () => {
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

const argsOf = (...args: string[]) => [
  ...["load", "users.csv", "-t", table.name, "--endpoint", dynamoDbLocalEndpoint(), ...args],
];
const checkpoint = () => join(folder, `users.csv.${table.name}.checkpoint.json`);

async function untilSaved({ ended }: Running, next: number): Promise<void> {
  const state = { over: false };
  void ended.then(() => {
    state.over = true;
  });
  while (!state.over) {
    const text = existsSync(checkpoint()) ? await readFile(checkpoint(), "utf8") : '{"next":0}';
    if (JSON.parse(text).next >= next) return;
    await delay(20);
  }
}

async function expectWhole(): Promise<void> {
  const found = new Set<string>();
  for await (const { pk, n } of scanTable(client, table.name)) {
    expect(pk?.S).toBe(`k${n?.N}`);
    found.add(pk?.S ?? "");
  }
  expect(found.size).toBe(RECORDS);
}

/** Goes on without pacing: DynamoDB Local takes whatever comes. */
async function resumed(resumedAt: number) {
  const { code, stdout } = await runSpillway(argsOf("--resume", "--json", "--max-wcu", "off"), {
    cwd: folder,
  });
  expect(JSON.parse(stdout)).toMatchObject({
    read: RECORDS,
    written: RECORDS,
    failed: 0,
    complete: true,
    resumedAt,
  });
  expect(code).toBe(0);
  await expectWhole();
}

test("Ctrl-C writes what was read and keeps a checkpoint; --resume does the rest", async () => {
  const running = startSpillway(argsOf("--json"), { cwd: folder });
  await untilSaved(running, 1);
  running.child.kill("SIGINT");
  const { code, stdout, stderr } = await running.ended;
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ complete: false, failed: 0, unsent: 0, rejects: null });
  expect(report.written).toBeLessThan(RECORDS);
  expect(report.checkpoint).toBe(`users.csv.${table.name}.checkpoint.json`);
  expect(stderr).toBe("");
  expect(code).toBe(1);
  // All that was read was written: the checkpoint stands behind it.
  await resumed(report.read);
});

test("a second Ctrl-C ends it at once; nothing is lost", async () => {
  const running = startSpillway(argsOf(), { cwd: folder });
  await untilSaved(running, 1);
  let notes = "";
  running.child.stderr?.on("data", (chunk) => {
    notes += chunk;
  });
  running.child.kill("SIGINT");
  while (!notes.includes("Ctrl-C again")) await delay(20);
  running.child.kill("SIGINT");
  const { code, stdout, stderr } = await running.ended;
  expect(stderr).toContain("stopping at once");
  expect(stderr).not.toContain("error:");
  expect(stdout).toContain("to go on, the same command with --resume");
  expect(code).toBe(1);
  const { next } = JSON.parse(await readFile(checkpoint(), "utf8"));
  await resumed(next);
});

test("--within stops in time, and --resume goes on", async () => {
  const { code, stdout } = await runSpillway(argsOf("--json", "--within", "3s"), { cwd: folder });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ complete: false, stopped: { code: "DEADLINE" }, rejected: 0 });
  expect(code).toBe(1);
  const { next } = JSON.parse(await readFile(checkpoint(), "utf8"));
  await resumed(next);
});

test("Ctrl-C ends a load whose standard input hangs", async () => {
  const running = startSpillway(
    ["load", "-", "-t", table.name, "--endpoint", dynamoDbLocalEndpoint()],
    { cwd: folder, input: null },
  );
  running.child.stdin?.write(
    ["pk,n", ...Array.from({ length: 100_000 }, (_, n) => `k${n},${n}`), ""].join("\n"),
  );
  let items = 0;
  while (items === 0) {
    for await (const _ of scanTable(client, table.name)) items += 1;
    await delay(20);
  }
  running.child.kill("SIGINT");
  const { code, stdout } = await running.ended;
  expect(stdout).toContain("written to");
  expect(code).toBe(1);
});
