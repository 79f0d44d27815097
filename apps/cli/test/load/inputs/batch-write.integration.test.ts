import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { runSpillway } from "../../run-spillway.ts";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();
const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const tables: TestTable[] = [];
afterEach(async () => {
  for (const table of tables.splice(0)) await table.delete();
});
afterAll(() => client.destroy());

const put = (pk: string, rest: object = {}) => ({
  PutRequest: { Item: { pk: { S: pk }, ...rest } },
});
const remove = (pk: string) => ({ DeleteRequest: { Key: { pk: { S: pk } } } });
const pretty = (value: unknown) => JSON.stringify(value, null, 4);

describe("a request file of batch-write-item", () => {
  const requests = [
    put("gone", { n: { N: "1" } }),
    put("kept", { tags: { SS: ["x", "y"] }, data: { B: "AQID" } }),
    remove("gone"),
    remove("back"),
    put("back", { n: { N: "2" } }),
    remove("old"),
  ];
  const left = [
    { pk: { S: "kept" }, tags: { SS: ["x", "y"] }, data: { B: "AQID" } },
    { pk: { S: "back" }, n: { N: "2" } },
  ];

  test.each<[string, (table: string) => string]>([
    ["as the AWS CLI takes it", (table) => pretty({ [table]: requests })],
    [
      "on one line, below RequestItems",
      (table) => `{"RequestItems":{"${table}":${JSON.stringify(requests)}}}`,
    ],
    [
      "a file for each 2, one after the other",
      (table) => [0, 2, 4].map((at) => pretty({ [table]: requests.slice(at, at + 2) })).join("\n"),
    ],
    ["what was not done", (table) => pretty({ UnprocessedItems: { [table]: requests } })],
  ])("%s: puts and deletes in order, for the table that it names", async (_, textOf) => {
    const table = await loads.table();
    await loads.file("old.jsonl", '{"pk":"old"}\n{"pk":"back","n":1}\n');
    await loads.load("old.jsonl", table);
    await loads.file("requests.json", textOf(table));
    const { code, report } = await loads.load("requests.json", table);
    expect(report).toMatchObject({ read: 6, format: "batch-write", complete: true, notes: [] });
    expect(report.written + report.deduplicated).toBe(6);
    expect(code).toBe(0);
    expect(await loads.items(table)).toEqual(left);
  });

  test("without --table, from a file and from standard input", async () => {
    const table = await createTestTable(client, {});
    tables.push(table);
    const path = await loads.file("requests.json", pretty({ [table.name]: [put("a")] }));
    const args = ["--json", "--endpoint", dynamoDbLocalEndpoint()];
    const cwd = path.slice(0, path.lastIndexOf("/"));
    const ended = await runSpillway(["load", path, ...args], { cwd });
    expect(JSON.parse(ended.stdout)).toMatchObject({ written: 1, table: table.name });
    const input = pretty({ [table.name]: [put("b"), remove("a")] });
    const piped = await runSpillway(["load", "-", ...args], { cwd, input });
    expect(JSON.parse(piped.stdout)).toMatchObject({ written: 2, table: table.name });
    expect(await loads.items(table.name)).toEqual([{ pk: { S: "b" } }]);
  });

  test("into another table than the one that it names: that is said", async () => {
    const table = await loads.table();
    await loads.file("requests.json", pretty({ Users: [put("a")] }));
    const { report } = await loads.load("requests.json", table);
    expect(report.notes).toEqual([
      expect.stringContaining("names the table Users: its requests go to"),
    ]);
    expect(await loads.items(table)).toEqual([{ pk: { S: "a" } }]);
  });

  test("of two tables: the one that is asked for, and how many were passed over", async () => {
    const table = await loads.table();
    await loads.file(
      "requests.json",
      pretty({ Orders: [put("x"), put("y")], [table]: [put("a")], Carts: [remove("z")] }),
    );
    const { code, report } = await loads.load("requests.json", table);
    expect([code, report.read, report.written]).toEqual([0, 1, 1]);
    expect(report.notes).toEqual([
      expect.stringContaining("also has requests of Orders, Carts: they are passed over"),
      "2 requests of the table Orders passed over",
      "1 request of the table Carts passed over",
    ]);
    expect(await loads.items(table)).toEqual([{ pk: { S: "a" } }]);
  });

  test("a request that is none costs itself alone, and is loaded once it is mended", async () => {
    const table = await loads.table();
    const wrong = { PutRequest: { Itm: { pk: { S: "b" } } } };
    await loads.file("requests.json", pretty({ [table]: [put("a"), wrong, put("c")] }));
    const { code, report, rejects } = await loads.load("requests.json", table);
    expect([code, report.written, report.rejected]).toEqual([1, 2, 1]);
    expect(rejects).toMatchObject([
      { position: { index: 1 }, reason: { code: "BATCH_REQUEST_INVALID" } },
    ]);
    const mended = { ...rejects[0], raw: JSON.stringify(put("b")) };
    await loads.file("mended.jsonl", `${JSON.stringify(mended)}\n`);
    await loads.load("mended.jsonl", table);
    expect(await loads.items(table)).toHaveLength(3);
  });

  test.each([
    ["a first request that is none", [{ Nope: 1 }, put("b"), put("c")], 1],
    ["an empty first one", [{ PutRequest: {} }, put("b"), put("c")], 1],
    ["a first one that is none, and long", [{ Nope: "n".repeat(100_000) }, put("b"), put("c")], 1],
  ])("%s costs itself alone", async (_, requests, rejected) => {
    const table = await loads.table();
    await loads.file("requests.json", JSON.stringify({ [table]: requests }));
    const { report } = await loads.load("requests.json", table);
    expect(report).toMatchObject({ format: "batch-write", written: 2, rejected });
    expect(await loads.items(table)).toHaveLength(2);
  });

  test("a file in which nothing is requested is no mistake, and said", async () => {
    const table = await loads.table();
    await loads.file("requests.json", JSON.stringify({ [table]: [] }));
    const { code, report } = await loads.load("requests.json", table);
    expect([code, report.read, report.notes]).toEqual([0, 0, ["the source has no requests"]]);
  });

  test("--delete deletes what it puts, and --ttl lets that expire", async () => {
    const table = await loads.table();
    await loads.file("requests.json", pretty({ [table]: [put("a")] }));
    await loads.load("requests.json", table, "--ttl", "until=1d");
    expect(await loads.items(table)).toEqual([
      { pk: { S: "a" }, until: { N: expect.stringMatching(/^\d+$/) } },
    ]);
    await loads.load("requests.json", table, "--delete");
    expect(await loads.items(table)).toEqual([]);
  });
});
