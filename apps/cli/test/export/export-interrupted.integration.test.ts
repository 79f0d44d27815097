import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
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
import { tableItems } from "../table-items.ts";

const ITEMS = 1_000;
const ENDPOINT = ["--endpoint", dynamoDbLocalEndpoint()];

let folder: string;
let client: DynamoDBClient;
let table: TestTable;
let copy: TestTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-export-"));
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client);
  copy = await createTestTable(client);
  const lines = Array.from({ length: ITEMS }, (_, n) => JSON.stringify({ pk: `k${n}`, n }));
  const { code } = await runSpillway(["load", "-", "-t", table.name, ...ENDPOINT], {
    cwd: folder,
    input: lines.join("\n"),
  });
  expect(code).toBe(0);
});
afterAll(async () => {
  await Promise.all([table.delete(), copy.delete()]);
  client.destroy();
  await rm(folder, { recursive: true, force: true });
});

test("Ctrl-C keeps what was read; only --resume or --force go on from there", async () => {
  const args = ["export", table.name, "items.csv", "--json", ...ENDPOINT];
  // One unit a second: eight seconds at the least.
  const running = startSpillway([...args, "--max-rcu", "1"], { cwd: folder });
  const checkpoint = join(folder, "items.csv.checkpoint.json");
  while (!existsSync(checkpoint)) await delay(10);
  running.child.kill("SIGINT");
  const stopped = await running.ended;
  const report = JSON.parse(stopped.stdout);
  expect(report).toMatchObject({ complete: false, checkpoint: "items.csv.checkpoint.json" });
  expect(report.items).toBeLessThan(ITEMS);
  expect(stopped).toMatchObject({ code: 1, stderr: "" });

  const again = await runSpillway(args, { cwd: folder });
  expect(JSON.parse(again.stdout).error).toMatchObject({ code: "EXPORT_UNFINISHED" });
  expect(again.code).toBe(2);

  const last = await runSpillway([...args, "--resume", "--max-rcu", "off"], { cwd: folder });
  expect(JSON.parse(last.stdout)).toMatchObject({
    ...{ complete: true, items: ITEMS, resumedAt: report.items, columns: ["pk", "n"] },
  });
  expect(await readdir(folder)).toEqual(["items.csv"]);
  const [header, ...rows] = (await readFile(join(folder, "items.csv"), "utf8"))
    .trimEnd()
    .split("\n");
  expect(header).toBe("pk,n");
  expect(new Set(rows)).toEqual(new Set(Array.from({ length: ITEMS }, (_, n) => `k${n},${n}`)));
});

test("standard output goes through a pipe into load", async () => {
  const loading = startSpillway(["load", "-", "-t", copy.name, "--json", ...ENDPOINT], {
    cwd: folder,
    input: null,
  });
  const exporting = startSpillway(["export", table.name, "-", ...ENDPOINT], { cwd: folder });
  if (exporting.child.stdout && loading.child.stdin) {
    exporting.child.stdout.pipe(loading.child.stdin);
  }
  const [out, into] = await Promise.all([exporting.ended, loading.ended]);
  expect(out.code).toBe(0);
  expect(out.stderr).toContain("1,000 items");
  expect(JSON.parse(into.stdout)).toMatchObject({ written: ITEMS, format: "dynamodb-json" });
  const [original, found] = await Promise.all(
    [table, copy].map(
      async ({ name }) =>
        new Set((await tableItems(client, name)).map((item) => JSON.stringify([item.pk, item.n]))),
    ),
  );
  expect(found).toEqual(original);
});
