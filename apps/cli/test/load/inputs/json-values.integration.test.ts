import { canonicalItem, itemsOfEveryType, KEYS_OF_EVERY_TYPE } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();

/** Of every attribute type, as the AWS CLI prints them: base64 for binary. */
const typed = [...itemsOfEveryType(6)];
const plain = [
  { pk: "a", n: 9_007_199_254_740_991, deep: { list: [1, { s: "x" }], text: 'a "b" {[,]}' } },
  { pk: "b", flags: [true, null], é: "ü" },
  { pk: "c" },
];
const plainItems = [
  {
    pk: { S: "a" },
    n: { N: "9007199254740991" },
    deep: {
      M: {
        list: { L: [{ N: "1" }, { M: { s: { S: "x" } } }] },
        text: { S: 'a "b" {[,]}' },
      },
    },
  },
  { pk: { S: "b" }, flags: { L: [{ BOOL: true }, { NULL: true }] }, é: { S: "ü" } },
  { pk: { S: "c" } },
];

const pretty = (value: unknown, indent: number | string = 4) => JSON.stringify(value, null, indent);
const answer = (Items: readonly object[], rest: object = {}) => ({
  Items,
  Count: Items.length,
  ScannedCount: Items.length,
  ConsumedCapacity: null,
  ...rest,
});

describe("what scan and query print", () => {
  test.each<[string, string]>([
    ["an answer of the AWS CLI", pretty(answer(typed))],
    ["on one line", JSON.stringify(answer(typed))],
    ["several answers", typed.map((item) => pretty(answer([item]))).join("\n")],
    ["an answer on each line", typed.map((item) => JSON.stringify(answer([item]))).join("\n")],
    ["what the SDK gave", pretty({ $metadata: { attempts: 1 }, Count: 6, Items: typed }, 2)],
  ])("%s, of every attribute type", async (_, text) => {
    const table = await loads.table(KEYS_OF_EVERY_TYPE);
    await loads.file("scan.json", text);
    const { code, report } = await loads.load("scan.json", table);
    expect(report).toMatchObject({ read: 6, written: 6, format: "dynamodb-json", notes: [] });
    expect(code).toBe(0);
    const items = (await loads.items(table)).map(canonicalItem);
    expect(items.toSorted()).toEqual(typed.map(canonicalItem).toSorted());
  });

  test("that the table had more is said, and ends well", async () => {
    const table = await loads.table();
    await loads.file(
      "page.json",
      pretty(answer([{ pk: { S: "a" } }], { LastEvaluatedKey: { pk: { S: "a" } } })),
    );
    const { code, report } = await loads.load("page.json", table);
    expect(report.notes).toEqual([expect.stringContaining("the table had more")]);
    expect([code, report.written]).toEqual([0, 1]);
    expect(await loads.said("page.json", table)).toContain("LastEvaluatedKey or NextToken");
  });

  test("one that is cut off: what is before is written, and the cut is no success", async () => {
    const table = await loads.table();
    const text = pretty(answer([{ pk: { S: "a" } }, { pk: { S: "b" } }, { pk: { S: "c" } }]));
    await loads.file("cut.json", text.slice(0, text.indexOf('"c"')));
    const { code, report, rejects } = await loads.load("cut.json", table);
    expect(code).toBe(1);
    expect(report).toMatchObject({ read: 3, written: 2, rejected: 1, complete: true });
    expect(rejects).toMatchObject([
      { position: { index: 2, line: 13 }, reason: { code: "JSON_CUT_OFF" } },
    ]);
    expect(await loads.items(table)).toEqual([{ pk: { S: "a" } }, { pk: { S: "b" } }]);
  });

  test("an order that has Items is a record", async () => {
    const table = await loads.table({ keys: ["id:N"] });
    const orders = [1, 2].map((id) => JSON.stringify({ id, Items: [{ sku: "x" }], Count: 1 }));
    await loads.file("orders.jsonl", orders.join("\n"));
    const { report } = await loads.load("orders.jsonl", table);
    expect(report).toMatchObject({ written: 2, format: "json-lines" });
    expect(await loads.items(table)).toMatchObject([
      { id: { N: "1" }, Items: { L: [{ M: { sku: { S: "x" } } }] } },
      { id: { N: "2" } },
    ]);
  });
});

describe("plain records in JSON", () => {
  test.each<[string, string]>([
    ["an array", JSON.stringify(plain)],
    ["an array that is printed", pretty(plain)],
    ["an array on lines", `[\n${plain.map((one) => JSON.stringify(one)).join(",\n")}\n]\n`],
    ["lines with commas", plain.map((one) => `${JSON.stringify(one)},\r\n`).join("")],
    ["objects that are printed", plain.map((one) => pretty(one, "\t")).join("\n")],
    ["objects on one line", plain.map((one) => JSON.stringify(one)).join("")],
    ["after empty ones", `{}\n${plain.map((one) => pretty(one)).join("\n")}`],
    ["what a document client gave", pretty(answer(plain))],
  ])("%s", async (name, text) => {
    const table = await loads.table();
    await loads.file("users.json", text);
    const { code, report } = await loads.load("users.json", table);
    expect(report).toMatchObject({ written: 3, format: "json", complete: true });
    expect(code).toBe(name === "after empty ones" ? 1 : 0);
    expect(await loads.items(table)).toEqual(plainItems.toSorted(byText));
  });

  test("a malformed one costs itself alone, by line and number; mended, it is loaded", async () => {
    const table = await loads.table();
    await loads.file("users.json", '[{"pk":"a"}, {"pk":"b", "n": NaN},\n {"pk":"c"}]');
    const { code, report, rejects } = await loads.load("users.json", table);
    expect([code, report.written, report.rejected]).toEqual([1, 2, 1]);
    expect(report.errors).toMatchObject([{ position: { line: 1, index: 1, byte: 13 } }]);
    expect(rejects[0]?.raw).toBe('{"pk":"b", "n": NaN}');
    const mended = { ...rejects[0], raw: '{"pk":"b", "n": 1}' };
    await loads.file("mended.jsonl", `${JSON.stringify(mended)}\n`);
    expect((await loads.load("mended.jsonl", table)).report).toMatchObject({ written: 1 });
    expect(await loads.items(table)).toEqual([
      { pk: { S: "b" }, n: { N: "1" } },
      { pk: { S: "a" } },
      { pk: { S: "c" } },
    ]);
  });

  test("numbers keep every digit, and templates make keys", async () => {
    const table = await loads.table({ keys: ["pk:S", "sk:S"] });
    await loads.file("orders.json", '[{"id": 12345678901234567890, "d": 0.10000000000000000001}]');
    await loads.load("orders.json", table, "--pk", "ORDER#{id}", "--sk", "x");
    expect(await loads.items(table)).toEqual([
      {
        pk: { S: "ORDER#12345678901234567890" },
        sk: { S: "x" },
        id: { N: "12345678901234567890" },
        d: { N: "0.10000000000000000001" },
      },
    ]);
  });

  test("--format decides where the beginning does not", async () => {
    const table = await loads.table();
    await loads.file("a.json", '{"pk":{"S":"a"}}\n{"pk":{"S":"b"}}\n');
    const { report } = await loads.load("a.json", table, "--format", "json");
    expect(report).toMatchObject({ written: 0, rejected: 2, format: "json" });
  });
});

test.each([
  ["empty.jsonl", "", "the source is empty: it has no records"],
  ["blanks.jsonl", " \n\n", "the source has nothing but blanks: it has no records"],
  ["empty.csv", "", "the source is empty: it has no records"],
])("%s is nothing to load, and that is said", async (name, text, words) => {
  const table = await loads.table();
  await loads.file(name, text);
  const { code, report } = await loads.load(name, table);
  expect([code, report.read, report.notes]).toEqual([0, 0, [words]]);
  expect(await loads.said(name, table)).toContain(words);
});

function byText(one: object, other: object): number {
  const textOf = (item: object) => JSON.stringify(Object.entries(item).toSorted());
  return textOf(one).localeCompare(textOf(other));
}
