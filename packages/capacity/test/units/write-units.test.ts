import type { AttributeMap } from "@spillway/item";
import { describe, expect, it } from "vitest";
import { indexEntry, type TableShape, unitsOfWrite, writeUnitsOfBytes } from "../../src/index.ts";

const S = (text: string) => ({ S: text });
const N = (text: string) => ({ N: text });
/** Text that alone takes so many KB. */
const kb = (count: number) => S("x".repeat(count * 1_024));

const onDemand = { mode: "on-demand" } as const;
const orders: TableShape = {
  name: "orders",
  keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
  billing: onDemand,
  globalIndexes: [
    {
      name: "all",
      keys: { partitionKey: { name: "g", type: "S" } },
      projection: { type: "ALL" },
      billing: onDemand,
    },
    {
      name: "keys",
      keys: { partitionKey: { name: "g", type: "S" }, sortKey: { name: "h", type: "N" } },
      projection: { type: "KEYS_ONLY" },
      billing: onDemand,
    },
    {
      name: "some",
      keys: { partitionKey: { name: "h", type: "N" } },
      projection: { type: "INCLUDE", attributes: ["i", "absent"] },
      billing: onDemand,
    },
  ],
  localIndexes: [
    {
      name: "local",
      keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "l", type: "S" } },
      projection: { type: "ALL" },
    },
  ],
};

const key = { pk: S("a"), sk: N("1") };
const plain: AttributeMap = { ...key, x: S("x") };
const inAll: AttributeMap = { ...key, g: S("g") };
const indexed: AttributeMap = { ...inAll, h: N("1") };
const local: AttributeMap = { ...key, l: S("l") };

describe("writeUnits", () => {
  it.each([
    [0, 1],
    [1, 1],
    [1_024, 1],
    [1_025, 2],
    [409_600, 400],
  ])("of %d bytes are %d", (bytes, units) => {
    expect(writeUnitsOfBytes(bytes)).toBe(units);
  });
});

describe("unitsOfWrite on the table", () => {
  const cases: [string, AttributeMap | undefined, AttributeMap | undefined, number][] = [
    ["a put of a new item", undefined, plain, 1],
    ["a put of the same item", plain, plain, 1],
    ["a put of 2 KB and its names", undefined, { ...key, x: kb(2) }, 3],
    ["a put that makes the item smaller", { ...key, x: kb(2) }, plain, 3],
    ["a put that makes the item larger", plain, { ...key, x: kb(2) }, 3],
    ["a delete", { ...key, x: kb(2) }, undefined, 3],
    ["a delete of what is not there", undefined, undefined, 1],
  ];
  it.each(cases)("of %s", (_, before, after, table) => {
    expect(unitsOfWrite(orders, before, after)).toEqual({ table, indexes: {} });
  });
});

describe("unitsOfWrite on global indexes", () => {
  const cases: [
    string,
    AttributeMap | undefined,
    AttributeMap | undefined,
    Record<string, number>,
  ][] = [
    ["an item without their keys", undefined, plain, {}],
    ["an item with some of their keys", undefined, inAll, { all: 1 }],
    ["an item with all of their keys", undefined, indexed, { all: 1, keys: 1, some: 1 }],
    ["the same item again", indexed, indexed, {}],
    [
      "the same item, written differently",
      { ...indexed, n: N("10"), t: { SS: ["a", "b"] }, m: { M: { a: N("1"), b: N("2") } } },
      { m: { M: { b: N("2.0"), a: N("1e0") } }, t: { SS: ["b", "a"] }, n: N("1e1"), ...indexed },
      {},
    ],
    ["an attribute that is in one of them", indexed, { ...indexed, x: S("x") }, { all: 1 }],
    ["an attribute that is in two", indexed, { ...indexed, i: S("x") }, { all: 1, some: 1 }],
    ["another partition key", indexed, { ...indexed, g: S("o") }, { all: 2, keys: 2 }],
    ["another sort key", inAll, { ...inAll, h: N("2") }, { all: 1, keys: 1, some: 1 }],
    ["a changed sort key", indexed, { ...indexed, h: N("2") }, { all: 1, keys: 2, some: 2 }],
    ["the same key, written differently", indexed, { ...indexed, h: N("1.0") }, {}],
    ["an index key that goes", indexed, plain, { all: 1, keys: 1, some: 1 }],
    ["an index key that comes", plain, indexed, { all: 1, keys: 1, some: 1 }],
    ["a delete", indexed, undefined, { all: 1, keys: 1, some: 1 }],
    ["3 KB that only ALL holds", undefined, { ...indexed, x: kb(3) }, { all: 4, keys: 1, some: 1 }],
    ["3 KB that INCLUDE holds", undefined, { ...indexed, i: kb(3) }, { all: 4, keys: 1, some: 4 }],
    ["a change of 3 KB into nothing", { ...indexed, i: kb(3) }, indexed, { all: 4, some: 4 }],
    [
      "another key for 3 KB: one delete and one put",
      { ...indexed, i: kb(3) },
      { ...indexed, g: S("other"), i: kb(1) },
      { all: 4 + 2, keys: 2, some: 4 },
    ],
    ["an index key of another type, which DynamoDB refuses", undefined, { ...key, g: N("1") }, {}],
  ];
  it.each(cases)("of %s", (_, before, after, indexes) => {
    expect(unitsOfWrite(orders, before, after).indexes).toEqual(indexes);
  });
});

describe("unitsOfWrite on local indexes, charged to the table", () => {
  const cases: [string, AttributeMap | undefined, AttributeMap | undefined, number][] = [
    ["a put of a new item", undefined, local, 1 + 1],
    ["a put of the same item", local, { ...local }, 1],
    ["another attribute", local, { ...local, x: S("x") }, 1 + 1],
    ["another index key", local, { ...local, l: S("other") }, 1 + 2],
    ["an index key that goes", local, key, 1 + 1],
    ["an item that is not in it", undefined, key, 1],
    ["a delete", local, undefined, 1 + 1],
    ["a put of 2 KB", undefined, { ...local, x: kb(2) }, 3 + 3],
    // 100 bytes for the entry: 930 bytes are one unit on the table and two in the index.
    ["a put of nearly 1 KB", undefined, { ...local, x: S("x".repeat(920)) }, 1 + 2],
  ];
  it.each(cases)("of %s", (_, before, after, table) => {
    expect(unitsOfWrite(orders, before, after)).toEqual({ table, indexes: {} });
  });
});

describe("indexEntry", () => {
  const [all, keys, some] = orders.globalIndexes;
  const item = { ...indexed, i: S("i"), x: S("x") };

  it("holds its keys, the table's keys and what is projected", () => {
    expect(all && indexEntry(orders, all, item)).toEqual(item);
    expect(keys && indexEntry(orders, keys, item)).toEqual(indexed);
    expect(some && indexEntry(orders, some, item)).toEqual({ ...key, h: N("1"), i: S("i") });
  });

  it("needs all keys of an index that has more than one of a kind", () => {
    const index = {
      name: "many",
      keys: { partitionKey: { name: "g", type: "S" } },
      furtherKeys: [{ name: "h", type: "N" }],
      projection: { type: "KEYS_ONLY" },
    } as const;
    expect(indexEntry(orders, index, inAll)).toBeUndefined();
    expect(indexEntry(orders, index, item)).toEqual(indexed);
    const table = { ...orders, globalIndexes: [{ ...index, billing: onDemand }] };
    expect(unitsOfWrite(table, indexed, { ...indexed, h: N("2") }).indexes).toEqual({ many: 2 });
  });

  it("does not take what every object has for an attribute", () => {
    const index = {
      name: "odd",
      keys: { partitionKey: { name: "g", type: "S" } },
      projection: { type: "INCLUDE", attributes: ["constructor", "toString"] },
    } as const;
    expect(indexEntry(orders, index, inAll)).toEqual(inAll);
  });
});
