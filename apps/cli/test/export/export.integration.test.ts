import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type AttributeMap, sameItem } from "@spillway/item";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  itemsOfEveryType,
  KEYS_OF_EVERY_TYPE,
  localClientSettings,
  putItems,
  type TestTable,
  type TestTableOptions,
} from "@spillway/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runHere } from "../run-here.ts";
import { byKey, tableItems } from "../table-items.ts";
import { plain } from "./plain-value.ts";

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const ITEMS: readonly AttributeMap[] = [...itemsOfEveryType(100)];
let every: TestTable;
let folder: string;
const tables: TestTable[] = [];

beforeAll(async () => {
  every = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  await putItems(dynamoDbLocalEndpoint(), every.name, ITEMS);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-export-"));
});
afterEach(async () => {
  for (const table of tables.splice(0)) await table.delete();
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await every.delete();
  client.destroy();
});

async function newTable(options: TestTableOptions): Promise<string> {
  const table = await createTestTable(client, options);
  tables.push(table);
  return table.name;
}

async function spillway(...args: string[]) {
  const { code, stdout, stderr } = await runHere([
    ...[...args, "--json", "--endpoint", dynamoDbLocalEndpoint()],
  ]);
  return { code, answer: JSON.parse(stdout), stderr };
}

const path = (name: string) => join(folder, name);
const text = (name: string) => readFile(path(name), "utf8");

/** Loads a file, by the words of a printed command or by its name, into a new table of the same kind. */
async function loaded(args: readonly string[], options: TestTableOptions = KEYS_OF_EVERY_TYPE) {
  const table = await newTable(options);
  const { answer } = await spillway(
    "load",
    ...args,
    "-t",
    table,
    "--checkpoint",
    path("load.json"),
  );
  expect(answer).toMatchObject({ complete: true, rejected: 0, failed: 0 });
  return byKey(await tableItems(client, table), ["pk", "sk"]);
}

function expectSame(
  found: ReadonlyMap<string, AttributeMap>,
  items: readonly AttributeMap[],
): void {
  expect(found.size).toBe(items.length);
  for (const [key, item] of byKey(items, ["pk", "sk"])) {
    const copy = found.get(key);
    if (copy === undefined || !sameItem(copy, item)) expect(copy, key).toEqual(item);
  }
}

describe("what comes back", () => {
  test.each(["every.json", "every.json.gz", "every.json.zst"])(
    "%s: DynamoDB JSON, everything to the last digit",
    async (name) => {
      const { code, answer } = await spillway("export", every.name, path(name));
      expect(answer).toMatchObject({
        ...{ table: every.name, file: path(name), format: "dynamodb-json", items: 100 },
        ...{ scanned: 100, complete: true, resumedAt: null, checkpoint: null },
        ...{ remarks: [], load: null },
      });
      expect(answer.readUnits).toBeGreaterThan(0);
      expect((await readFile(path(name))).length).toBe(answer.bytes);
      expect(code).toBe(0);
      expect(await readdir(folder)).toEqual([name]);
      expectSame(await loaded([path(name)]), ITEMS);
    },
  );

  test("JSON Lines: every digit, sets as lists and binary as text, and that is said", async () => {
    const { answer } = await spillway("export", every.name, path("every.jsonl"));
    expect(answer.remarks).toMatchObject([
      { kind: "set", attributes: expect.arrayContaining(["texts", "numbers", "binaries", "map"]) },
      { kind: "binary", attributes: expect.arrayContaining(["bytes", "binaries"]) },
    ]);
    // As the table has them: a set has no order, a list has.
    const expected = (await tableItems(client, every.name)).map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)])),
    );
    expectSame(await loaded([path("every.jsonl")]), expected);
    const said = await runHere([
      ...["export", every.name, path("again.jsonl"), "--endpoint", dynamoDbLocalEndpoint()],
    ]);
    expect(said.stdout).toMatch(/4 attributes hold sets, which come back as lists: .*texts/);
    expect(said.stdout).toMatch(/2 attributes hold binary.*; DynamoDB JSON keeps them/);
  });

  test.each(["large.json", "large.jsonl", "large.csv"])(
    "%s: the largest items, of which a record is several times as long",
    async (name) => {
      const table = await newTable({ keys: ["pk:S", "sk:N"] });
      const quotes = { pk: { S: "a" }, sk: { N: "1" }, text: { S: '"'.repeat(400_000) } };
      // In a cell this would be a text of 2.4 MB, which no item can have.
      const map = { M: { inner: { S: "\u0001".repeat(400_000) } } };
      const escaped = { pk: { S: "a" }, sk: { N: "2" }, map };
      const items = name === "large.csv" ? [quotes] : [quotes, escaped];
      await putItems(dynamoDbLocalEndpoint(), table, items);
      await spillway("export", table, path(name));
      const types = name === "large.csv" ? ["--types", "*:string"] : [];
      expectSame(await loaded([path(name), ...types], { keys: ["pk:S", "sk:N"] }), items);
    },
  );

  test("CSV: all columns, the key first, and the printed command loads it again", async () => {
    const people: AttributeMap[] = [
      { pk: { S: "a" }, sk: { N: "1" }, zip: { S: "0123" }, age: { N: "31" }, ok: { BOOL: true } },
      { pk: { S: "b" }, sk: { N: "2" }, n: { N: "0.10000000000000000001" }, none: { NULL: true } },
      { pk: { S: "=c" }, sk: { N: "3" }, tags: { SS: ["x", 'y"'] }, zip: { S: "a,b\r\nc" } },
    ];
    const table = await newTable({ keys: ["pk:S", "sk:N"] });
    await putItems(dynamoDbLocalEndpoint(), table, people);
    const { answer } = await spillway("export", table, path("people.csv"));
    const [header, ...rows] = (await text("people.csv")).trimEnd().split(/\n(?=[ab=])/);
    expect(header).toBe("pk,sk,age,n,none,ok,tags,zip");
    expect(rows.toSorted()).toEqual([
      '=c,3,,,,,"[""x"",""y\\""""]","a,b\r\nc"',
      "a,1,31,,,true,,0123",
      "b,2,,0.10000000000000000001,,,,",
    ]);
    expect(answer.load).toBe(
      `spillway load ${path("people.csv")} --table ${table} --types 'sk:number,age:number,n:number,ok:boolean,*:string'`,
    );
    expect(answer.remarks.map(({ kind }: { kind: string }) => kind)).toEqual([
      "nested",
      "null",
      "formula",
    ]);
    const types = /--types '(.*)'/.exec(answer.load)?.[1] ?? "";
    const back = await loaded([path("people.csv"), "--types", types], { keys: ["pk:S", "sk:N"] });
    const [first = {}, second = {}, third = {}] = people;
    const { none: _, ...rest } = second;
    expectSame(back, [first, rest, { ...third, tags: { S: '["x","y\\""]' } }]);
    expect(await readdir(folder)).toEqual(["people.csv"]);
  });

  test("CSV: named columns, a delimiter, compressed; what has no column is said", async () => {
    const { answer } = await spillway(
      ...["export", every.name, path("some.tsv.zst"), "--columns", "pk,sk,a.name with #signs"],
    );
    expect(answer).toMatchObject({
      format: "csv",
      columns: ["pk", "sk", "a.name with #signs"],
      load: expect.stringContaining("--delimiter tab"),
      remarks: [{ kind: "left-out", attributes: expect.arrayContaining(["texts", "map"]) }],
    });
    expectSame(
      await loaded([path("some.tsv.zst"), "--types", "*:string"]),
      ITEMS.map(
        ({ pk, sk, "a.name with #signs": name }) =>
          ({ pk, sk, "a.name with #signs": name }) as AttributeMap,
      ),
    );
  });

  test("CSV of a table whose key is binary says that it can't be loaded", async () => {
    const table = await newTable({ keys: ["pk:B"] });
    await putItems(dynamoDbLocalEndpoint(), table, [{ pk: { B: "AQ==" } }]);
    const { answer } = await spillway("export", table, path("binary.csv"));
    expect(answer).toMatchObject({ load: null, notLoadable: expect.stringContaining("binary") });
  });
});

describe("what is read", () => {
  test("a filter, a projection, their names and values, strongly consistent", async () => {
    const { answer } = await spillway(
      ...["export", every.name, path("few.jsonl"), "--filter", "#n < :max", "--consistent"],
      ...["--projection", "pk, #n", "--names", '{"#n":"sk"}', "--values", '{":max":{"N":"3"}}'],
      ...["--segments", "3", "--max-rcu", "off"],
    );
    expect(answer).toMatchObject({ items: 3, scanned: 100, complete: true });
    const lines = (await text("few.jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.toSorted((one, other) => one.sk - other.sk)).toEqual([
      { pk: "user-0", sk: 0 },
      { pk: "user-1", sk: 1 },
      { pk: "user-2", sk: 2 },
    ]);
  });

  test("an index: the items that are in it", async () => {
    const { answer } = await spillway(
      "export",
      every.name,
      path("index.json"),
      "--index",
      "byGroup",
    );
    const inIndex = ITEMS.filter((item) => item.group !== undefined);
    expect(answer.items).toBe(inIndex.length);
    expectSame(await loaded([path("index.json")]), inIndex);
  });

  test("a table without items", async () => {
    const table = await newTable({});
    const { code, answer } = await spillway("export", table, path("none.csv"));
    expect(answer).toMatchObject({ items: 0, bytes: 0, complete: true });
    expect(code).toBe(0);
  });
});
