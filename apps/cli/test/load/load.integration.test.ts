import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { exportFiles, writeFolder } from "../export-folder.ts";
import { runSpillway } from "../run-spillway.ts";
import { scanTable } from "../scan-table.ts";

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
let folder: string;
const tables: TestTable[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-load-"));
});
afterEach(async () => {
  for (const table of tables.splice(0)) await table.delete();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => client.destroy());

async function newTable(options: TestTableOptions): Promise<string> {
  const table = await createTestTable(client, options);
  tables.push(table);
  return table.name;
}

const file = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);

async function itemsOf(table: string): Promise<Record<string, AttributeValue>[]> {
  const items: Record<string, AttributeValue>[] = [];
  for await (const item of scanTable(client, table)) items.push(item);
  const textOf = (item: Record<string, AttributeValue>) =>
    Object.entries(item)
      .toSorted()
      .map((entry) => JSON.stringify(entry))
      .join();
  return items.toSorted((one, other) => textOf(one).localeCompare(textOf(other)));
}

/** Runs a load and gives its report. */
async function load(args: readonly string[], input = "") {
  const ended = await runSpillway(
    ["load", ...args, "--json", "--endpoint", dynamoDbLocalEndpoint()],
    { cwd: folder, input },
  );
  const report = JSON.parse(ended.stdout);
  if (report.error === undefined) {
    const { read, written, deduplicated, rejected, failed, spilled } = report;
    expect(written + deduplicated + rejected + failed + spilled).toBe(read);
  }
  expect(ended.stderr).toBe("");
  return { code: ended.code, report };
}

describe("formats", () => {
  test("CSV: inferred types, types by the keys of table and index, empty cells left out", async () => {
    const table = await newTable({
      keys: ["id:S"],
      globalIndexes: { byDay: { keys: ["day:N"] } },
    });
    await file(
      "users.csv",
      '\uFEFFid;day;age;zip;active;note\r\n7;1;31;0123;true;"a;b"\r\n8;;;;;\r\n',
    );
    const { code, report } = await load(["users.csv", "-t", table]);
    expect(report).toMatchObject({ read: 2, written: 2, format: "csv", complete: true });
    expect(code).toBe(0);
    expect(await itemsOf(table)).toEqual([
      {
        id: { S: "7" },
        day: { N: "1" },
        age: { N: "31" },
        zip: { S: "0123" },
        active: { BOOL: true },
        note: { S: "a;b" },
      },
      { id: { S: "8" } },
    ]);
  });

  test("CSV: --types, --empty keep, --delimiter", async () => {
    const table = await newTable({ keys: ["id:N"] });
    await file("users.txt", "id\tage\tname\n7\t31\t\n");
    const wishes = ["--types", "*:string", "--empty", "keep", "--delimiter", "tab"];
    await load(["users.txt", "-t", table, ...wishes]);
    expect(await itemsOf(table)).toEqual([{ id: { N: "7" }, age: { S: "31" }, name: { S: "" } }]);
  });

  test("JSON Lines: numbers keep every digit", async () => {
    const table = await newTable({});
    await file("a.jsonl", '{"pk":"a","n":9007199254740993,"d":0.10000000000000000001,"l":[1]}\n');
    expect((await load(["a.jsonl", "-t", table])).report).toMatchObject({ format: "json-lines" });
    expect(await itemsOf(table)).toEqual([
      {
        pk: { S: "a" },
        n: { N: "9007199254740993" },
        d: { N: "0.10000000000000000001" },
        l: { L: [{ N: "1" }] },
      },
    ]);
  });

  test("DynamoDB JSON, gzip", async () => {
    const table = await newTable({});
    const items = [{ pk: { S: "a" }, tags: { SS: ["x", "y"] } }, { pk: { S: "b" } }];
    const lines = items.map((Item) => `${JSON.stringify({ Item })}\n`);
    await file("dump.json.gz", gzipSync(lines.join("")));
    const { report } = await load(["dump.json.gz", "-t", table]);
    expect(report).toMatchObject({ format: "dynamodb-json", written: 2 });
    expect(await itemsOf(table)).toEqual(items);
  });

  test("the folder of an export", async () => {
    const table = await newTable({});
    const parts = [[{ pk: { S: "a" } }, { pk: { S: "b" } }], [{ pk: { S: "c" } }]];
    await writeFolder(join(folder, "01693685827463"), exportFiles(parts));
    const { report } = await load(["01693685827463", "-t", table]);
    expect(report).toMatchObject({ format: "export", read: 3, written: 3, complete: true });
    expect(await itemsOf(table)).toEqual(parts.flat());
  });

  test("standard input: no checkpoint, unless one is named", async () => {
    const table = await newTable({});
    const { report, code } = await load(["-", "-t", table], "pk,n\na,1\nb,2\n");
    expect(report).toMatchObject({ read: 2, written: 2, source: "-", checkpoint: null });
    expect(code).toBe(0);
    expect(await itemsOf(table)).toHaveLength(2);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ["nothing.csv", ""],
    ["header.csv", "pk,n\n"],
    ["nothing.jsonl", ""],
  ])("%s: no records, and that is all right", async (name, content) => {
    const table = await newTable({});
    await file(name, content);
    const { code, report } = await load([name, "-t", table]);
    expect(report).toMatchObject({ read: 0, written: 0, complete: true, rejects: null });
    expect(code).toBe(0);
  });
});

describe("keys and expiry", () => {
  test("templates make the keys, --shard spreads them, --ttl lets items expire", async () => {
    const table = await newTable({ keys: ["pk:S", "sk:S"] });
    await file("orders.csv", "user,date,total\n7,2026-05-01,9.50\n7,2026-05-02,3\n");
    const { report } = await load([
      ...["orders.csv", "-t", table, "--pk", "USER#{user}", "--sk", "ORDER#{date}"],
      ...["--shard", "10", "--ttl", "expires=1d"],
    ]);
    expect(report.written).toBe(2);
    const items = await itemsOf(table);
    for (const { pk, sk, expires } of items) {
      expect(pk?.S).toMatch(/^USER#7#00\d$/);
      expect(sk?.S).toMatch(/^ORDER#2026-05-0[12]$/);
      expect(expires?.N).toMatch(/^\d{10}$/);
    }
    expect(items.map(({ total }) => total?.N).toSorted()).toEqual(["3", "9.5"]);
  });

  test("--delete deletes by the records' keys", async () => {
    const table = await newTable({});
    await file("users.csv", "pk,n\na,1\nb,2\nc,3\n");
    await load(["users.csv", "-t", table]);
    await file("gone.csv", "pk,why\na,old\nc,old\n");
    const { report } = await load(["gone.csv", "-t", table, "--delete"]);
    expect(report).toMatchObject({ read: 2, written: 2 });
    expect(await itemsOf(table)).toEqual([{ pk: { S: "b" }, n: { N: "2" } }]);
  });
});

describe("--dry-run", () => {
  test("checks, tells units, time and cost by table and index, and writes nothing", async () => {
    const table = await newTable({
      writeUnits: 50,
      globalIndexes: { byDay: { keys: ["day:N"], writeUnits: 10 } },
    });
    const rows = Array.from({ length: 100 }, (_, n) => `k${n},${n % 2 ? n : ""}`);
    await file("users.csv", ["pk,day", ...rows, ",1", ""].join("\n"));
    const { code, report } = await load(["users.csv", "-t", table, "--dry-run"]);
    expect(report).toMatchObject({
      read: 101,
      written: 100,
      rejected: 1,
      checkpoint: null,
      rejects: null,
      dryRun: {
        units: { table: 100, indexes: { byDay: 50 } },
        bottleneck: "byDay",
        seconds: 5,
        dollars: expect.any(Number),
      },
    });
    expect(code).toBe(1);
    expect(await itemsOf(table)).toEqual([]);
    expect(await readdir(folder)).toEqual(["users.csv"]);
  });
});

describe("rejects", () => {
  test("are loaded again once they are mended, until none is left", async () => {
    const table = await newTable({});
    await file("users.jsonl", '{"pk":"a"}\n{"pk":"b"\n{"id":"c"}\n{"pk":7}\n');
    const first = await load(["users.jsonl", "-t", table]);
    const rejects = `users.jsonl.${table}.rejects.jsonl`;
    expect(first.report).toMatchObject({ read: 4, written: 1, rejected: 3, rejects });
    expect(first.code).toBe(1);

    const lines = await readFile(join(folder, rejects), "utf8");
    await writeFile(
      join(folder, rejects),
      lines
        .replace('"raw":"{\\"pk\\":\\"b\\""', '"raw":"{\\"pk\\":\\"b\\"}"')
        .replace('"id":"c"', '"pk":"c"'),
    );
    const second = await load([rejects, "-t", table]);
    const left = `users.jsonl.${table}.rejects-2.jsonl`;
    expect(second.report).toMatchObject({ read: 3, written: 2, rejected: 1, rejects: left });

    const [line = ""] = (await readFile(join(folder, left), "utf8")).split("\n");
    await writeFile(join(folder, left), line.replace('"pk":7', '"pk":"7"'));
    const third = await load([left, "-t", table]);
    expect(third.report).toMatchObject({ read: 1, written: 1, rejected: 0, rejects: null });
    expect(third.code).toBe(0);
    const keys = (await itemsOf(table)).map(({ pk }) => pk?.S);
    expect(keys).toEqual(["7", "a", "b", "c"]);
  });

  test("go where --rejects says", async () => {
    const table = await newTable({});
    await file("users.csv", "pk,n\na,1\n,2\n");
    const { report } = await load(["users.csv", "-t", table, "--rejects", "bad.jsonl"]);
    expect(report.rejects).toBe("bad.jsonl");
    expect(existsSync(join(folder, "bad.jsonl"))).toBe(true);
  });
});

describe("a shared pace", () => {
  test("is kept on the pace table, and given back at the end", async () => {
    const [table, paceTable] = [
      await newTable({ writeUnits: 500 }),
      await newTable({ keys: ["pk:S", "sk:S"] }),
    ];
    await file("users.csv", "pk,name\na,Zoë\nb,Max\n");
    const { report } = await load([
      "users.csv",
      "-t",
      table,
      "--share-pace",
      "--pace-table",
      paceTable,
    ]);
    expect(report).toMatchObject({ written: 2, complete: true });
    const [item] = await itemsOf(paceTable);
    expect(item).toMatchObject({ pk: { S: `PACE#${table}` }, buyers: { N: "0" } });
  });

  test("is refused where its table is not there, before anything is written", async () => {
    const table = await newTable({ writeUnits: 500 });
    await file("users.csv", "pk,name\na,Zoë\n");
    const args = ["users.csv", "-t", table, "--pace-table", "no-such-table"];
    const ended = await runSpillway(["load", ...args, "--endpoint", dynamoDbLocalEndpoint()], {
      cwd: folder,
    });
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("could not read the pace of");
    expect(await itemsOf(table)).toEqual([]);
  });
});
