import {
  indexEntry,
  type LocalIndexShape,
  type TableShape,
  unitsOfWrite,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { type AttributeMap, itemSize, type PlainRecord, toAttributeMap } from "@spillway/item";
import type { SourceEntry } from "@spillway/table-writer";
import { storableNumbers } from "@spillway/testkit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { WriteTally } from "../../src/measure/write-tally.ts";

const billing = { mode: "on-demand" } as const;
const S = (name: string) => ({ name, type: "S" }) as const;
const N = (name: string) => ({ name, type: "N" }) as const;
const TABLE: TableShape = {
  name: "Orders",
  keys: { partitionKey: S("pk"), sortKey: N("sk") },
  billing,
  globalIndexes: [
    { name: "all", keys: { partitionKey: S("g") }, projection: { type: "ALL" }, billing },
    {
      name: "keys",
      keys: { partitionKey: S("g"), sortKey: N("h") },
      projection: { type: "KEYS_ONLY" },
      billing,
    },
    {
      name: "some",
      keys: { partitionKey: N("h") },
      furtherKeys: [S("l")],
      projection: { type: "INCLUDE", attributes: ["x", "ünïcode", "none"] },
      billing,
    },
  ],
  localIndexes: [
    {
      name: "local",
      keys: { partitionKey: S("pk"), sortKey: S("l") },
      projection: { type: "INCLUDE", attributes: ["y"] },
    },
  ],
};

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Around the edges of a kilobyte, where units change. */
const long = fc
  .oneof(fc.nat(30), fc.integer({ min: 880, max: 1_040 }), fc.integer({ min: 2_000, max: 5_000 }))
  .map((length) => "x".repeat(length));
const record = fc
  .record({
    pk: fc.constantFrom("a", "b", "c"),
    sk: fc.nat(3),
    g: optional(fc.constantFrom("one", "two")),
    h: optional(storableNumbers()),
    l: optional(fc.constantFrom("a", "b")),
    x: optional(long),
    y: optional(long),
    ünïcode: optional(fc.constantFrom(true, null, "日本")),
    z: optional(fc.constantFrom([1, "two", null], { a: { b: [] } }, new Set(["a"]), 2n ** 60n)),
  })
  .map((fields): PlainRecord => fields);

/** What can't be written: no key, an index key of another type or an empty one, over 400 KB. */
const wrong: fc.Arbitrary<PlainRecord> = fc.constantFrom<PlainRecord>(
  { sk: 1 },
  { pk: "a", sk: "1" },
  { pk: "a", sk: 1, g: 7 },
  { pk: "a", sk: 1, g: "" },
  { pk: "a", sk: 1, h: "7" },
  { pk: "a", sk: 1, l: 1, x: "y" },
  { pk: "a", sk: 1, l: "l".repeat(1_025) },
  { pk: "a", sk: 1, g: "g".repeat(2_049) },
  { pk: "a", sk: 1, x: "x".repeat(409_600) },
  { pk: "a", sk: 1, x: Number.NaN },
);
type Made =
  | { readonly kind: "record" | "item" | "delete"; readonly fields: PlainRecord }
  | { readonly kind: "wrong"; readonly fields: PlainRecord }
  | { readonly kind: "malformed" };
const made: fc.Arbitrary<Made> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom("record" as const, "item" as const, "delete" as const),
      fields: record,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wrong" as const), fields: wrong }) },
  { weight: 1, arbitrary: fc.constant({ kind: "malformed" as const }) },
);

function entryOf(one: Made, index: number): SourceEntry {
  const position = { index };
  switch (one.kind) {
    case "malformed":
      return { ok: false, reason: { code: "JSON_INVALID", message: "" }, position, raw: "{" };
    case "item":
      return { ok: true, attributes: toAttributeMap(one.fields), position };
    case "delete":
      return { ok: true, delete: one.fields, position };
    default:
      return { ok: true, record: one.fields, position };
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const entriesOf = (index: LocalIndexShape, items: readonly AttributeMap[]) =>
  items.flatMap((item) => {
    const entry = indexEntry(TABLE, index, item);
    return entry === undefined ? [] : [entry];
  });

test("sizes, units and index entries are those that the rules of capacity give for each write", () => {
  fc.assert(
    fc.property(fc.array(made, { maxLength: 40 }), (all) => {
      const tally = new WriteTally(TABLE);
      all.forEach((one, index) => {
        tally.add(entryOf(one, index));
      });
      const found = tally.summary();
      const good = all.flatMap((one) =>
        one.kind === "record" || one.kind === "item" ? [toAttributeMap(one.fields)] : [],
      );
      const deletes = all.flatMap((one) => (one.kind === "delete" ? [one.fields] : []));
      const units = good.map((item) => unitsOfWrite(TABLE, undefined, item));
      const sizes = good.map(itemSize).sort((one, other) => one - other);
      const indexes = [...TABLE.globalIndexes, ...TABLE.localIndexes];

      expect(found.records).toBe(all.length);
      expect(found.items).toBe(good.length + deletes.length);
      expect(found.deletes).toBe(deletes.length);
      expect(found.rejected).toBe(all.length - good.length - deletes.length);
      expect(sum(found.reasons.map(({ records }) => records))).toBe(found.rejected);
      expect(found.itemBytes).toEqual({
        total: sum(sizes),
        least: sizes[0] ?? 0,
        most: sizes.at(-1) ?? 0,
        median: sizes[Math.ceil(sizes.length / 2) - 1] ?? 0,
      });
      const ofDeletes = sum(
        deletes.map(({ pk, sk }) => writeUnitsOfBytes(itemSize(toAttributeMap({ pk, sk })))),
      );
      expect(found.units.table).toBe(sum(units.map(({ table }) => table)) + ofDeletes);
      for (const { name } of TABLE.globalIndexes) {
        const ofIndex = sum(units.map((unit) => unit.indexes[name] ?? 0));
        expect(found.units.indexes[name] ?? 0).toBe(ofIndex);
      }
      for (const index of indexes) {
        const entries = entriesOf(index, good);
        expect(found.indexItems[index.name]).toBe(entries.length);
        expect(found.indexBytes[index.name]).toBe(sum(entries.map(itemSize)));
      }
      const written = [...good, ...deletes.map((fields) => toAttributeMap(fields))];
      const keys = new Set(written.map(({ pk, sk }) => JSON.stringify([pk, sk])));
      expect(found.keys).toEqual({ distinct: keys.size, error: 0 });
    }),
  );
});

test("hot keys are those of the table and of each global index, by what is in it", () => {
  const tally = new WriteTally(TABLE);
  for (let n = 0; n < 100; n += 1) {
    const record = {
      pk: n < 40 ? "hot" : `p${n}`,
      sk: n,
      ...(n % 2 === 0 && { g: "one" }),
      h: 7.5,
    };
    tally.add({ ok: true, record, position: { index: n } });
  }
  expect(tally.summary().hotKeys).toEqual([
    { resource: "", key: "hot", share: 0.4, error: 0 },
    { resource: "all", key: "one", share: 1, error: 0 },
    { resource: "keys", key: "one", share: 1, error: 0 },
  ]);
});

test("reasons are told with their first record, the most frequent first", () => {
  const tally = new WriteTally(TABLE);
  const entries: Made[] = [
    { kind: "malformed" },
    { kind: "wrong", fields: { pk: "a", sk: 1, g: 7 } },
    { kind: "wrong", fields: { pk: "a", sk: 1, h: "x" } },
  ];
  entries.forEach((one, index) => {
    tally.add(entryOf(one, index));
  });
  const message = 'expected the key attribute "g" of the index "all" of type S; came N';
  expect(tally.summary().reasons).toEqual([
    {
      code: "KEY_WRONG_TYPE",
      records: 2,
      first: { code: "KEY_WRONG_TYPE", message, position: { index: 1 } },
    },
    {
      code: "JSON_INVALID",
      records: 1,
      first: { code: "JSON_INVALID", message: "", position: { index: 0 } },
    },
  ]);
});
