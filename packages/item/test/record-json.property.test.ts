import { plainRecords, plainValues } from "@spillway/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admitItem,
  ExactNumber,
  encodeItem,
  itemSize,
  type KeySchema,
  keyOf,
  type PlainRecord,
  type PlainValue,
  toAttributeMap,
} from "../src/index.ts";
import { outcome } from "./outcome.ts";

const byAttributes = (record: PlainRecord, keys: KeySchema): unknown => {
  const attributes = toAttributeMap(record);
  const json = JSON.stringify(attributes);
  const [bytes, wireBytes] = [itemSize(attributes), Buffer.byteLength(json)];
  return { json, bytes, wireBytes, attributes, key: keyOf(attributes, keys) };
};

const inOneWalk = (record: PlainRecord, keys: KeySchema): unknown => {
  const { json, bytes, wireBytes, attributes, key } = admitItem(record, keys);
  return { json, bytes, wireBytes, attributes, key };
};

function expectTheSame(record: PlainRecord, keys: KeySchema): void {
  expect(outcome(() => inOneWalk(record, keys))).toEqual(outcome(() => byAttributes(record, keys)));
}

const keySchemas: fc.Arbitrary<KeySchema> = fc
  .tuple(
    fc.constantFrom("S", "N", "B"),
    fc.option(fc.constantFrom("S", "N", "B"), { nil: undefined }),
  )
  .map(([pk, sk]) => ({
    partitionKey: { name: "pk", type: pk },
    ...(sk && { sortKey: { name: "sk", type: sk } }),
  }));

const keyValues: fc.Arbitrary<PlainValue> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.uint8Array(),
  fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }),
  fc.constantFrom(
    new ExactNumber("-0.50"),
    new ExactNumber("1.00000000000000000001e9"),
    "",
    "é".repeat(600),
    "x".repeat(1_025),
    "x".repeat(2_049),
  ),
);

/** Values that no item can have, among others that it can. */
const unstorable: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    ...[Number.NaN, 1e126, 10n ** 39n + 1n, "a\ud800", new Date(0), new Set(), new Map()],
    ...[{ "": 1 }, { "\ud800": 1 }, { inner: [undefined] }, Symbol("s"), [new Set([1, 1n])]],
  ),
  plainValues(),
);

describe("a record written in one walk", () => {
  it("is what its attributes give: JSON, sizes and key", () => {
    fc.assert(
      fc.property(plainRecords(), keySchemas, keyValues, keyValues, (record, keys, pk, sk) => {
        expectTheSame({ ...record, pk, sk }, keys);
      }),
    );
  });

  it("is refused with the same words, at the same place", () => {
    const records = fc.dictionary(fc.string({ unit: "binary", maxLength: 3 }), unstorable);
    const keys: KeySchema = { partitionKey: { name: "pk", type: "S" } };
    fc.assert(
      fc.property(records, fc.boolean(), (record, nested) => {
        expectTheSame({ pk: "a", ...(nested ? { m: [record] } : record) } as PlainRecord, keys);
      }),
    );
  });

  it("is the same for any text", () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", '"', "\\", "\n", "\u007f", "é", "…", "😀"),
    });
    fc.assert(
      fc.property(texts, texts, (name, text) => {
        expectTheSame(
          { pk: text, [name]: { [name]: [text] } },
          { partitionKey: { name: "pk", type: "S" } },
        );
      }),
    );
  });

  it("does not change when the record does", () => {
    const record = { pk: "a", list: [1] };
    const encoded = encodeItem(record);
    record.list.push(2);
    record.pk = "b";
    expect(encoded.attributes).toEqual({ pk: { S: "a" }, list: { L: [{ N: "1" }] } });
  });

  it("knows any number of names", () => {
    for (let part = 0; part < 5; part += 1) {
      const names = Array.from({ length: 700 }, (_, index) => [`name${part}.${index}`, index]);
      const record: PlainRecord = { pk: "a", m: Object.fromEntries(names), n: part };
      expectTheSame(record, { partitionKey: { name: "pk", type: "S" } });
    }
  });
});
