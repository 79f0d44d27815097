import { describe, expect, it } from "vitest";
import {
  checkIndexKeys,
  checkIndexKeysOfRecord,
  type IndexSchema,
  indexKeysOf,
  type KeySchema,
  type PlainRecord,
  toAttributeMap,
} from "../src/index.ts";

const keys: KeySchema = {
  partitionKey: { name: "pk", type: "S" },
  sortKey: { name: "sk", type: "S" },
};
const indexes: readonly IndexSchema[] = [
  { name: "byDay", keys: { partitionKey: { name: "day", type: "N" } } },
  {
    name: "byTag",
    keys: { partitionKey: { name: "tag", type: "S" }, sortKey: { name: "at", type: "S" } },
  },
  {
    name: "byBlob",
    keys: { partitionKey: { name: "blob", type: "B" }, sortKey: { name: "tag", type: "S" } },
  },
  {
    name: "many",
    keys: { partitionKey: { name: "a", type: "S" } },
    furtherKeys: [{ name: "b", type: "N" }],
  },
];

/** What is said of a record, read both ways: as it is, and as the item that it becomes. */
function refusalOf(record: PlainRecord, of = indexes): { code: string; message: string } | string {
  const checked = indexKeysOf(keys, of);
  const said = [
    () => checkIndexKeysOfRecord(record, checked),
    () => checkIndexKeys(toAttributeMap(record), checked),
  ].map((check) => {
    try {
      check();
      return "taken";
    } catch (error) {
      const { code, message, details } = error as Error & { code: string; details: object };
      return { code, message, details };
    }
  });
  expect(said[0]).toEqual(said[1]);
  return said[0] ?? "";
}

describe("a record that an index can hold, or that is not in it", () => {
  it.each<[string, PlainRecord]>([
    ["no key of an index at all", {}],
    ["all of them", { day: 1, tag: "x", at: "y", blob: Buffer.from("z"), a: "a", b: 2n }],
    ["some of them", { at: "y" }],
    ["one that is undefined", { day: undefined }],
    ["a name that every object inherits", { constructor: "x" }],
    ["a long text that fits", { tag: "é".repeat(512), at: "x".repeat(1_024) }],
  ])("%s", (_, record) => {
    expect(refusalOf(record)).toBe("taken");
  });
});

describe("a record that DynamoDB refuses", () => {
  it.each<[string, PlainRecord, string, string, string]>([
    ["text for a number", { day: "7" }, "KEY_WRONG_TYPE", "byDay", "of type N; came S"],
    ["a number for text", { at: 7 }, "KEY_WRONG_TYPE", "byTag", "of type S; came N"],
    ["null", { day: null }, "KEY_WRONG_TYPE", "byDay", "of type N; came NULL"],
    ["a set", { at: new Set(["x"]) }, "KEY_WRONG_TYPE", "byTag", "of type S; came SS"],
    ["an empty text", { at: "" }, "KEY_EMPTY", "byTag", "with a value; came an empty one"],
    ["an empty binary", { blob: Buffer.alloc(0) }, "KEY_EMPTY", "byBlob", "came an empty one"],
    ["a long sort key", { at: "x".repeat(1_025) }, "KEY_TOO_LONG", "byTag", "came 1025"],
    ["bytes, not characters", { at: "é".repeat(513) }, "KEY_TOO_LONG", "byTag", "came 1026"],
    ["a long partition key", { blob: Buffer.alloc(2_049) }, "KEY_TOO_LONG", "byBlob", "came 2049"],
    ["the stricter of two", { tag: "x".repeat(1_025) }, "KEY_TOO_LONG", "byBlob", "at most 1024"],
    ["a further key", { b: "7" }, "KEY_WRONG_TYPE", "many", "of type N; came S"],
  ])("%s", (_, record, code, index, words) => {
    const [attribute] = Object.keys(record);
    expect(refusalOf(record)).toMatchObject({
      code,
      message: expect.stringContaining(`the key attribute "${attribute}" of the index "${index}"`),
      details: { attribute, index },
    });
    expect(refusalOf(record)).toMatchObject({ message: expect.stringContaining(words) });
  });
});

it("asks nothing twice: what the table's own key asks is not asked again for an index", () => {
  const local = { name: "local", keys: { ...keys, sortKey: { name: "at", type: "S" } } } as const;
  const byKey = { name: "byKey", keys: { partitionKey: keys.partitionKey } };
  expect(indexKeysOf(keys, [])).toEqual([]);
  expect(indexKeysOf(keys, [byKey])).toEqual([]);
  expect(indexKeysOf(keys, [local]).map(({ name }) => name)).toEqual(["at"]);
  // As a sort key of an index the table's partition key may be half as long.
  const turned: IndexSchema = {
    name: "turned",
    keys: { partitionKey: { name: "sk", type: "S" }, sortKey: keys.partitionKey },
  };
  expect(refusalOf({ pk: "x".repeat(1_025) }, [turned])).toMatchObject({
    code: "KEY_TOO_LONG",
    details: { attribute: "pk", index: "turned" },
  });
});
