import { ExactNumber, keyTemplate, type PlainRecord, shardedKey, shardOf } from "@spillway/item";
import { describe, expect, test } from "vitest";
import type { LoadRequest } from "../src/run/load-request.ts";
import { assertShapesItems, neededAttributes } from "../src/shape/shape-of-request.ts";
import { type RecordShape, shapeItem, shapeRecord } from "../src/shape/shape-record.ts";

const KEYS = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "N" },
} as const;
const POSITION = { line: 2, index: 0 };
const shaped = (record: PlainRecord, shape: Partial<RecordShape>) =>
  shapeRecord({ ok: true, record, position: POSITION }, { keys: KEYS, deletes: false, ...shape });

describe("a record", () => {
  test("passes as it is where nothing is wanted of it", () => {
    const record = { pk: "a", sk: 1 };
    expect(shaped(record, {})).toEqual({ ok: true, record, position: POSITION });
  });

  test("gets its keys by the templates, a number where the key is one, and keeps its fields", () => {
    const templates = { partitionKey: keyTemplate("USER#{id}"), sortKey: keyTemplate("{at}") };
    expect(shaped({ id: 7, at: "9007199254740993" }, templates)).toEqual({
      ok: true,
      record: {
        id: 7,
        at: "9007199254740993",
        pk: "USER#7",
        sk: new ExactNumber("9007199254740993"),
      },
      position: POSITION,
    });
  });

  test.each<[string, PlainRecord, Partial<RecordShape>, string]>([
    ["lacks a field", { at: 1 }, { partitionKey: keyTemplate("{id}") }, "TEMPLATE_FIELD_MISSING"],
    ["makes no number", { at: "x" }, { sortKey: keyTemplate("{at}") }, "VALUE_NOT_STORABLE"],
    [
      "has a binary key",
      { id: 1 },
      {
        keys: { partitionKey: { name: "pk", type: "B" } },
        partitionKey: keyTemplate("{id}"),
      },
      "KEY_WRONG_TYPE",
    ],
  ])("that %s goes on as malformed, with its fields", (_, record, shape, code) => {
    expect(shaped(record, shape)).toMatchObject({
      ok: false,
      reason: { code },
      position: POSITION,
      fields: record,
    });
  });

  test.each([
    ["a text", "x", "x"],
    ["a number", 7, "7"],
    ["a big one", 9_007_199_254_740_993n, "9007199254740993"],
    ["an exact one", new ExactNumber("0.50"), "0.50"],
  ])("is put under the shard of its sort key: %s", (_, sk, text) => {
    const key = shardedKey("day", shardOf(text, 16));
    expect(shaped({ pk: "day", sk }, { shards: 16 })).toMatchObject({ record: { pk: key, sk } });
  });

  test("without its keys is left to be rejected where every record is looked at", () => {
    expect(shaped({ sk: 1 }, { shards: 4 })).toMatchObject({ ok: true, record: { sk: 1 } });
    expect(shaped({ pk: "a" }, { shards: 4 })).toMatchObject({ ok: true, record: { pk: "a" } });
  });

  test("expires, and is deleted by its keys", () => {
    expect(shaped({ pk: "a" }, { expiry: { attribute: "ttl", second: 9 } })).toMatchObject({
      record: { pk: "a", ttl: 9 },
    });
    expect(shaped({ id: 1 }, { partitionKey: keyTemplate("{id}"), deletes: true })).toEqual({
      ok: true,
      delete: { id: 1, pk: "1" },
      position: POSITION,
    });
  });
});

describe("an item", () => {
  const attributes = { pk: { S: "a" } };
  const item = { ok: true, attributes, position: POSITION } as const;
  const shape = { keys: KEYS, deletes: false };

  test("passes, expires, or is deleted", () => {
    expect(shapeItem(item, shape)).toBe(item);
    expect(shapeItem(item, { ...shape, expiry: { attribute: "ttl", second: 9 } })).toEqual({
      ...item,
      attributes: { ...attributes, ttl: { N: "9" } },
    });
    expect(shapeItem(item, { ...shape, deletes: true })).toEqual({
      ok: true,
      deleteItem: attributes,
      position: POSITION,
    });
  });

  test("that an incremental export deletes, and what could not be read, stay what they are", () => {
    const gone = { ok: true, delete: { pk: "a" }, position: POSITION } as const;
    expect(shapeItem(gone, { ...shape, deletes: true })).toBe(gone);
    const reason = { code: "X", message: "x" };
    const malformed = { ok: false, reason, position: POSITION, raw: "?" } as const;
    expect(shapeItem(malformed, shape)).toBe(malformed);
  });
});

describe("what a request needs of a source", () => {
  const request = (changes: Partial<LoadRequest>): LoadRequest => ({
    ...{ source: "a.csv", table: "T", empty: "omit", deletes: false, dryRun: false },
    ...{ resume: false, maxWcu: "auto", concurrency: "adaptive", maxAttempts: 8 },
    ...changes,
  });

  test("the key's attributes, or those that its templates are made of", () => {
    expect(neededAttributes(KEYS, request({}))).toEqual(["pk", "sk"]);
    expect(neededAttributes(KEYS, request({ pk: "{a}#{b}" }))).toEqual(["a", "b", "sk"]);
    expect(neededAttributes(KEYS, request({ pk: "{a}", sk: "ALL" }))).toEqual(["a"]);
  });

  test.each(["dynamodb-json", "export"] as const)("%s has its keys", (format) => {
    for (const changes of [{ pk: "x" }, { sk: "x" }, { shard: 2 }]) {
      expect(() => assertShapesItems(format, request(changes))).toThrow(
        expect.objectContaining({ code: "ITEMS_HAVE_KEYS" }),
      );
    }
    expect(() => assertShapesItems(format, request({}))).not.toThrow();
    expect(() => assertShapesItems("csv", request({ pk: "x" }))).not.toThrow();
  });
});
