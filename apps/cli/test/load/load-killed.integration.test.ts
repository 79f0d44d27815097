import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  isFullSize,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSpillway } from "../run-spillway.ts";
import { scanTable } from "../scan-table.ts";
import { killLoads } from "./kill-loads.ts";

const KILLS = isFullSize() ? 20 : 10;
/** Every thousandth record is malformed, and of every hundred ten put a key again. */
const RECORDS = isFullSize() ? 200_000 : 6_000;
/** A load that is too fast would be done before it is killed. */
const PACE = isFullSize() ? "off" : "150";

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
    ...["--endpoint", dynamoDbLocalEndpoint()],
  ];
  await killLoads([...args, "--max-wcu", PACE], {
    ...{ cwd: folder, checkpointFile, kills: KILLS, records: RECORDS },
  });

  const last = await runSpillway([...args, "--max-wcu", "off"], { cwd: folder });
  const report = JSON.parse(last.stdout);
  const malformed = [...lines.keys()].filter(isMalformed);
  expect(report).toMatchObject({
    read: RECORDS,
    rejected: malformed.length,
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
  const wanted = new Map<string, string>();
  for (const [n, line] of lines.entries()) if (!isMalformed(n)) wanted.set(keyOf(n), line);
  const found: string[] = [];
  for await (const { pk, n, name } of scanTable(client, table.name)) {
    found.push(`${pk?.S},${n?.N},${name?.S}`);
  }
  expect(found.sort()).toEqual([...wanted.values()].sort());

  // Each malformed line is in the reject file once.
  const rejects = (await readFile(join(folder, report.rejects), "utf8")).trimEnd().split("\n");
  const places = rejects.map((line) => JSON.parse(line).position.index);
  expect(places.toSorted((one, other) => one - other)).toEqual(malformed);
});
