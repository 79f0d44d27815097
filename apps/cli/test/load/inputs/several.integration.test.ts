import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { LoadReport } from "@spillway/load";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  type FakeServices,
  fakeServices,
  localClientSettings,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runHere } from "../../run-here.ts";
import { startSpillway } from "../../run-spillway.ts";
import { scanTable } from "../../scan-table.ts";

const home = process.cwd();
const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const tables: TestTable[] = [];
let folder: string;
let services: FakeServices;
beforeAll(async () => {
  // S3 in memory, and DynamoDB Local behind the same endpoint.
  services = await fakeServices({ dynamodb: dynamoDbLocalEndpoint() });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-several-"));
  process.chdir(folder);
  services.objects.clear();
});
afterEach(async () => {
  process.chdir(home);
  for (const table of tables.splice(0)) await table.delete();
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await services.close();
  client.destroy();
});

async function newTable(options: TestTableOptions = {}): Promise<string> {
  const table = await createTestTable(client, options);
  tables.push(table);
  return table.name;
}

async function files(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

function objects(contents: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [key, content] of Object.entries(contents)) {
    services.objects.set(`bucket/${key}`, Buffer.from(content));
  }
}

const argsOf = (args: readonly string[]) => ["load", ...args, "--endpoint", services.url];

async function load(...args: string[]): Promise<{ code: number; report: LoadReport }> {
  const { code, stdout } = await runHere([...argsOf(args), "--json"]);
  return { code, report: JSON.parse(stdout) };
}

/** What a person is told on standard error. */
const told = async (...args: string[]) => (await runHere(argsOf(args))).stderr;

async function itemsOf(table: string): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  for await (const item of scanTable(client, table)) items.push(item);
  return items.toSorted((one, other) => (one.pk?.S ?? "").localeCompare(other.pk?.S ?? ""));
}

describe("several files are one load", () => {
  test("in the order of the arguments: the later record of a key stays; one report, one reject file", async () => {
    const table = await newTable();
    await files({
      "b.csv": "pk,n\na,1\nb,2\n",
      "a.jsonl": '{"pk":"a","n":10}\n{"n":11}\n',
      "c.json": '{"pk":{"S":"c"},"n":{"N":"3"}}\n',
    });
    const { code, report } = await load("b.csv", "a.jsonl", "c.json", "-t", table);
    expect(report).toMatchObject({
      ...{ source: "3 files", format: "csv, json-lines, dynamodb-json", read: 5, rejected: 1 },
      ...{ complete: true, checkpoint: null },
    });
    expect(code).toBe(1);
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, n: { N: "10" } },
      { pk: { S: "b" }, n: { N: "2" } },
      { pk: { S: "c" }, n: { N: "3" } },
    ]);
    const [line = ""] = (await readFile(report.rejects ?? "", "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({
      position: { index: 3, line: 2, file: "a.jsonl" },
      record: { n: 11 },
    });
    expect(await readdir(folder)).toEqual(["a.jsonl", "b.csv", "c.json", report.rejects]);
  });

  test("a quoted glob: every folder deep, in byte order; what is passed over is said", async () => {
    const table = await newTable();
    await files({
      "data/part-10.csv": "pk,n\na,10\n",
      "data/part-9.csv": "pk,n\na,9\n",
      "data/deep/er/x.csv": "pk,n\nx,1\n",
      "data/empty.csv": "",
      "data/.hidden.csv": "nonsense\n",
      "data/_tmp/y.csv": "nonsense\n",
      "data/readme.md": "# nonsense\n",
    });
    const stderr = await told("data/**/*.csv", "-t", table);
    expect(stderr).toContain("3 files, 28 bytes, first data/deep/er/x.csv\n");
    expect(stderr).toContain("passed over, empty: data/empty.csv\n");
    // 9 comes after 10, byte by byte.
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, n: { N: "9" } },
      { pk: { S: "x" }, n: { N: "1" } },
    ]);
  });

  test("a folder of gzip parts, as Spark leaves it; types that the first one has hold for all", async () => {
    const table = await newTable();
    await files({
      "out/_SUCCESS": "",
      "out/.part-00000.csv.gz.crc": "crc",
      "out/part-00000.csv.gz": gzipSync("pk,zip,n\na,123,1\n"),
      // A number like the first one's, one that would lose a zero, and a column of its own.
      "out/part-00001.csv.gz": gzipSync("n,pk,zip,more\n2,b,456,7\n3,c,0456,8\n"),
    });
    const { code, report } = await load("out", "-t", table);
    expect(report).toMatchObject({ source: "out", format: "csv", read: 3, written: 2 });
    expect(report.errors).toMatchObject([
      { code: "CSV_VALUE_TYPE", position: { index: 2, line: 3, file: "out/part-00001.csv.gz" } },
    ]);
    expect(code).toBe(1);
    expect(await itemsOf(table)).toEqual([
      { pk: { S: "a" }, zip: { N: "123" }, n: { N: "1" } },
      { pk: { S: "b" }, zip: { N: "456" }, n: { N: "2" }, more: { N: "7" } },
    ]);
    const again = await load("out", "-t", table, "--types", "zip:string,n:number");
    expect(again).toMatchObject({ code: 0, report: { written: 3 } });
    expect((await itemsOf(table)).map(({ zip }) => zip)).toEqual([
      { S: "123" },
      { S: "456" },
      { S: "0456" },
    ]);
  });

  test("a folder that holds an export is pointed to, and so is a file that is named twice", async () => {
    const table = await newTable();
    await files({ "exports/AWSDynamoDB/0169-2d/manifest-summary.json": "{}", "a.csv": "pk\na\n" });
    expect(await load("exports", "-t", table)).toMatchObject({
      code: 2,
      report: {
        error: {
          code: "SOURCE_IS_A_FOLDER",
          message: expect.stringContaining("exports/AWSDynamoDB/0169-2d/"),
        },
      },
    });
    expect(await told("a.csv", "*.csv", "-t", table)).toContain(
      "passed over, named twice: a.csv\n",
    );
    expect(await itemsOf(table)).toEqual([{ pk: { S: "a" } }]);
  });
});

describe("a prefix and a glob in S3", () => {
  test("are read object by object, each asked for once, without a look at each before", async () => {
    const table = await newTable();
    const rows = (from: number) => Array.from({ length: 20 }, (_, n) => `k${from + n},${n}\n`);
    objects({
      "2026/": "",
      "2026/_SUCCESS": "",
      "2026/part-0.csv": `pk,n\n${rows(0).join("")}`,
      "2026/part-1.csv.gz": gzipSync(`pk,n\n${rows(20).join("")}`),
      "2026/deep/part-2.jsonl": '{"pk":"deep"}\n',
      "2027/part-3.csv": "pk,n\nother,1\n",
    });
    services.requests.length = 0;
    const { report } = await load("s3://bucket/2026/", "-t", table);
    expect(report).toMatchObject({ source: "s3://bucket/2026/", read: 41, written: 41 });
    expect(services.requests).toEqual([
      "HEAD bucket/2026/manifest-summary.json",
      "GET bucket/",
      "GET bucket/2026/deep/part-2.jsonl",
      "GET bucket/2026/part-0.csv",
      "GET bucket/2026/part-1.csv.gz",
    ]);
    expect(await itemsOf(table)).toHaveLength(41);

    const ofGlob = await load("s3://bucket/202?/part-*.csv", "-t", table, "--dry-run");
    expect(ofGlob.report).toMatchObject({ read: 21, source: "s3://bucket/202?/part-*.csv" });
  });

  test("a bad header in the middle stops there, by name; mended, --resume goes on there", async () => {
    const table = await newTable();
    objects({
      "in/a.csv": "pk,n\na,1\n,2\n",
      "in/b.csv": "id,n\nb,2\n",
      "in/c.csv": "pk,n\nc,3\n",
    });
    const first = await load("s3://bucket/in/", "-t", table);
    expect(first).toMatchObject({
      code: 2,
      report: {
        error: {
          code: "KEY_COLUMN_MISSING",
          message: expect.stringMatching(/^s3:\/\/bucket\/in\/b\.csv: expected a column "pk"/),
          hint: expect.stringContaining("--resume goes on at this file"),
        },
      },
    });
    expect(await itemsOf(table)).toEqual([{ pk: { S: "a" }, n: { N: "1" } }]);

    objects({ "in/b.csv": "pk,n\nb,2\n", "in/d.csv": "pk,n\nd,4\n" });
    const second = await runHere([...argsOf(["s3://bucket/in/", "-t", table]), "--resume"]);
    expect(second.stderr).toContain("3 files, 30 bytes, from file 2 on, s3://bucket/in/b.csv\n");
    expect(second.stderr).toContain("loaded as it is now: s3://bucket/in/b.csv\n");
    expect(second.stderr).toContain("not loaded (load it by itself): s3://bucket/in/d.csv\n");
    expect(second.stdout).toContain("3 of 4 records written");
    const [line = ""] = (await readFile(`in.${table}.rejects.jsonl`, "utf8")).split("\n");
    const place = { index: 1, line: 3, file: "s3://bucket/in/a.csv" };
    expect(JSON.parse(line)).toMatchObject({ position: place });
    expect((await itemsOf(table)).map(({ pk }) => pk?.S)).toEqual(["a", "b", "c"]);
  });
});

const RECORDS = 400;
const rowsOf = (name: string) =>
  Array.from({ length: RECORDS }, (_, n) => (n % 100 === 50 ? `${name},"x` : `${name}${n},${n}`));

test("killed across the files and gone on with: each record once; what is missing or changed is named", async () => {
  const table = await newTable();
  const names = ["a", "b", "c", "d"];
  const contentOf = (name: string) => `pk,n\n${rowsOf(name).join("\n")}\n`;
  await files(Object.fromEntries(names.map((name) => [`in/${name}.csv`, contentOf(name)])));
  const args = ["in", "-t", table, "--max-wcu", "400", "--resume"];
  const checkpoint = join(folder, `in.${table}.checkpoint.json`);
  const reached = async () =>
    JSON.parse(await readFile(checkpoint, "utf8").catch(() => "{}")).cursor?.file ?? 0;
  for (const file of [1, 2]) {
    const running = startSpillway([...argsOf(args), "--json"], { cwd: folder });
    while ((await reached()) < file) await delay(10);
    running.child.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL" });
  }

  const resumed = async () => (await load(...args)).report as unknown as { error?: object };
  const changed = (message: string) => ({
    error: { code: "SOURCE_CHANGED", message: expect.stringContaining(message) },
  });
  await rename("in/d.csv", "d.csv");
  expect(await resumed()).toMatchObject(changed("in/d.csv is missing"));
  await rename("d.csv", "in/d.csv");
  await files({ "in/a.csv": "pk,n\na0,0\n" });
  expect(await resumed()).toMatchObject(changed("in/a.csv is not as when loaded"));
  await rm("in/a.csv");

  const last = await runHere([
    ...argsOf(args.filter((arg) => !["--max-wcu", "400"].includes(arg))),
  ]);
  expect(last.stderr).toContain("not there any more, but done: in/a.csv\n");
  expect(last.code).toBe(1);
  const wanted = names.flatMap((name) =>
    rowsOf(name).flatMap((row, n) => (row.includes('"') ? [] : [[`${name}${n}`, `${n}`]])),
  );
  const found = (await itemsOf(table)).map(({ pk, n }) => [pk?.S, n?.N]);
  expect(new Map(found as [string, string][])).toEqual(new Map(wanted as [string, string][]));
  expect(last.stdout).toContain(`${wanted.length.toLocaleString("en-US")} of 1,600 records`);
  const rejects = (await readFile(`in.${table}.rejects.jsonl`, "utf8")).trimEnd().split("\n");
  const places = rejects.map((line) => JSON.parse(line).position.index);
  expect(places).toEqual(Array.from({ length: 16 }, (_, n) => n * 100 + 50));
});
