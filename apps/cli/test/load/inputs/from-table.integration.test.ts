import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { attributeMapFrom, sameItem } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import { clientTransport, scanPages } from "@spillway/table-scan";
import {
  canonicalItem,
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
import { runHere } from "../../run-here.ts";
import { startSpillway } from "../../run-spillway.ts";

const COUNT = 240;
const endpoint = dynamoDbLocalEndpoint();
const client = new DynamoDBClient({ endpoint, ...localClientSettings, maxAttempts: 1 });
const ITEMS = [...itemsOfEveryType(COUNT)].map(canonicalItem);
let folder: string;
let source: TestTable;
let tables: TestTable[] = [];

beforeAll(async () => {
  source = await createTestTable(client, KEYS_OF_EVERY_TYPE);
  await putItems(endpoint, source.name, itemsOfEveryType(COUNT));
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-from-table-"));
});
afterEach(async () => {
  for (const table of tables) await table.delete();
  tables = [];
  await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await source.delete();
  client.destroy();
});

async function newTable(options: TestTableOptions = KEYS_OF_EVERY_TYPE): Promise<string> {
  const table = await createTestTable(client, options);
  tables.push(table);
  return table.name;
}

async function itemsOf(table: string, index?: string): Promise<string[]> {
  const transport = clientTransport(client);
  const items: string[] = [];
  const options = { transport, table, index, clock: systemClock, random: Math.random };
  for await (const page of scanPages(options)) items.push(...page.items.map(canonicalItem));
  return items.toSorted();
}

/** Runs a load from a table and gives its report, or the error. */
async function load(...args: string[]) {
  const ended = await runHere([
    ...["load", ...args, "--json", "--endpoint", endpoint],
    ...["--checkpoint", join(folder, "checkpoint"), "--rejects", join(folder, "rejects")],
  ]);
  const report = JSON.parse(ended.stdout);
  if (report.error === undefined) {
    const { read, written, deduplicated, rejected, failed, spilled } = report;
    expect(written + deduplicated + rejected + failed + spilled).toBe(read);
  }
  return { code: ended.code, report };
}

describe("a table copied", () => {
  test("has every item with every type, and its index too", async () => {
    const table = await newTable();
    const { code, report } = await load("--from-table", source.name, "-t", table);
    expect(report).toMatchObject({
      ...{ read: COUNT, written: COUNT, complete: true, format: "table", checkpoint: null },
      tableRead: { scanned: COUNT, throttledPages: 0 },
      source: `table ${source.name}`,
    });
    expect(report.tableRead.readUnits).toBeGreaterThan(COUNT / 50);
    expect(code).toBe(0);
    expect(await itemsOf(table)).toEqual(ITEMS.toSorted());
    expect(await itemsOf(table, "byGroup")).toEqual(await itemsOf(source.name, "byGroup"));
  });

  test("in part: what is scanned is counted apart from what passed", async () => {
    const table = await newTable();
    const { report } = await load(
      ...["--from-table", source.name, "-t", table, "--segments", "3", "--max-rcu", "off"],
      ...["--filter", "#group = :group", "--projection", "pk, sk, #group"],
      ...["--names", '{"#group":"group"}', "--values", '{":group":{"S":"g1"}}'],
    );
    const wanted = [...itemsOfEveryType(COUNT)]
      .filter(({ group }) => group !== undefined && "S" in group && group.S === "g1")
      .map(({ pk = {}, sk = {}, group = {} }) => canonicalItem({ pk, sk, group }));
    expect(report).toMatchObject({ read: wanted.length, tableRead: { scanned: COUNT } });
    expect(await itemsOf(table)).toEqual(wanted.toSorted());
  });

  test("by an index, with strong consistency refused where DynamoDB has none", async () => {
    const table = await newTable({ keys: ["group:S", "score:N"] });
    const { report } = await load(
      ...["--from-table", source.name, "-t", table, "--index", "byGroup"],
    );
    expect(report).toMatchObject({ read: 160, written: 160 });
    expect(await itemsOf(table)).toEqual(await itemsOf(source.name, "byGroup"));
    const refused = await load(
      ...["--from-table", source.name, "-t", table, "--index", "byGroup", "--consistent"],
    );
    expect(refused).toMatchObject({ code: 2, report: { error: { code: "SCAN_REFUSED" } } });
  });

  test("with an expiry that each item gets", async () => {
    const table = await newTable();
    await load("--from-table", source.name, "-t", table, "--ttl", "gone_at=1d");
    const items = await itemsOf(table);
    expect(items).toHaveLength(COUNT);
    expect(items.every((item) => /"gone_at":\{"N":"\d{10}"\}/.test(item))).toBe(true);
  });
});

test("a table is cleared, or of what passes a filter", async () => {
  const table = await newTable();
  await putItems(endpoint, table, itemsOfEveryType(100));
  const some = await load(
    ...["--from-table", table, "-t", table, "--delete", "--filter", "sk < :max"],
    ...["--values", '{":max":{"N":"40"}}'],
  );
  expect(some.report).toMatchObject({ written: 40, deletes: true, tableRead: { scanned: 100 } });
  expect(await itemsOf(table)).toHaveLength(60);
  const rest = await load("--from-table", table, "-t", table, "--delete");
  expect(rest.report).toMatchObject({ written: 60 });
  expect(await itemsOf(table)).toEqual([]);
});

test("a table is changed by a transform, in place, every other attribute as it was", async () => {
  const table = await newTable();
  await putItems(endpoint, table, itemsOfEveryType(60));
  const file = join(folder, "change.mjs");
  await writeFile(
    file,
    "export default (item) => (item.yes ? { ...item, yes: 'so' } : undefined);",
  );
  const { report } = await load("--from-table", table, "-t", table, "--transform", file);
  expect(report).toMatchObject({ read: 30, written: 30, tableRead: { scanned: 60 } });
  const found = (await itemsOf(table)).map((text) => attributeMapFrom(JSON.parse(text)));
  expect(found).toHaveLength(60);
  for (const [n, item] of [...itemsOfEveryType(60)].entries()) {
    const wanted = n % 2 === 0 ? { ...item, yes: { S: "so" } } : item;
    // Number for number: a transform has values, and 9.9E125 is written in more than one way.
    expect(found.filter((other) => sameItem(wanted, other))).toHaveLength(1);
  }
});

test("a dry run reads and counts, and writes nothing", async () => {
  const table = await newTable();
  const { report } = await load("--from-table", source.name, "-t", table, "--dry-run");
  expect(report).toMatchObject({ read: COUNT, tableRead: { scanned: COUNT } });
  expect(report.dryRun).not.toBeNull();
  expect(await itemsOf(table)).toEqual([]);
});

test("what can't be the target's items rejects itself alone", async () => {
  const table = await newTable({ keys: ["group:S"] });
  const { code, report } = await load("--from-table", source.name, "-t", table);
  // Every third item has no group.
  expect(report).toMatchObject({ read: COUNT, rejected: COUNT / 3 });
  expect(code).toBe(1);
  const [line = ""] = (await readFile(join(folder, "rejects"), "utf8")).split("\n");
  expect(Object.keys(JSON.parse(line))).toEqual(["position", "reason", "item"]);
  expect(await itemsOf(table)).toHaveLength(11);
});

describe("what is known before anything is written", () => {
  test.each<{ name: string; keys: TestTableOptions["keys"]; args: string[]; code: string }>([
    {
      name: "a key that no item has",
      keys: ["id:S"],
      args: [],
      code: "KEY_ATTRIBUTE_MISSING",
    },
    {
      name: "a key of another type",
      keys: ["sk:S"],
      args: [],
      code: "KEY_ATTRIBUTE_MISSING",
    },
    {
      name: "a key that the projection leaves out",
      keys: ["pk:S", "sk:N"],
      args: ["--projection", "pk"],
      code: "KEY_ATTRIBUTE_MISSING",
    },
    {
      name: "templates",
      keys: ["pk:S"],
      args: ["--pk", "A#{pk}"],
      code: "ITEMS_HAVE_KEYS",
    },
    {
      name: "an index that is none",
      keys: ["pk:S"],
      args: ["--index", "byNight"],
      code: "SCAN_INDEX_UNKNOWN",
    },
    {
      name: "a filter that is none",
      keys: ["pk:S"],
      args: ["--filter", "pk ="],
      code: "SCAN_REFUSED",
    },
  ])("$name", async ({ keys, args, code }) => {
    const table = await newTable({ keys: keys ?? ["pk:S"] });
    const ended = await load("--from-table", source.name, "-t", table, ...args);
    expect(ended).toMatchObject({ code: 2, report: { error: { code } } });
    expect(await itemsOf(table)).toEqual([]);
  });

  test("ends the command: nothing goes on looking at the tables' capacity", async () => {
    const table = await newTable({ keys: ["sk:S"] });
    // In a process of its own, which a timer that is left would keep.
    const args = ["load", "--from-table", source.name, "-t", table, "--endpoint", endpoint];
    const { child, ended } = startSpillway(args, { cwd: folder });
    try {
      const { code, stderr } = await ended;
      expect(stderr).toContain("sk");
      expect(code).toBe(2);
    } finally {
      child.kill("SIGKILL");
    }
  });

  test("a table that is not there, at the endpoint that was named for it", async () => {
    const table = await newTable();
    const gone = await load("--from-table", "no-such-table", "-t", table);
    expect(gone).toMatchObject({ code: 3, report: { error: { code: "TABLE_NOT_FOUND" } } });
    const elsewhere = await load(
      ...["--from-table", source.name, "-t", table, "--from-endpoint", "http://127.0.0.1:9"],
    );
    expect(elsewhere).toMatchObject({
      code: 3,
      report: { error: { code: "ENDPOINT_UNREACHABLE" } },
    });
  });
});
