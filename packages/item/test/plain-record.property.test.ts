import { attributeMaps, plainRecords } from "@spillway/testkit";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  type AttributeMap,
  type AttributeValue,
  attributeMapFrom,
  ExactNumber,
  type PlainRecord,
  plainRecordFrom,
  sameItem,
  toAttributeMap,
} from "../src/index.ts";

/** Numbers that JavaScript rounds, in every place where an item can have a number. */
const exactNumbers = fc
  .tuple(fc.bigInt({ min: 10n ** 19n, max: 10n ** 37n }), fc.integer({ min: -30, max: 30 }))
  .map(([digits, power]) => `${digits}e${power}`);
const hardMaps: fc.Arbitrary<AttributeMap> = fc
  .record<Record<string, AttributeValue>>({
    whole: exactNumbers.map((text) => ({ N: text.replace(/e.*/, "") })),
    n: exactNumbers.map((N) => ({ N })),
    one: exactNumbers.map((N) => ({ NS: [N] })),
    some: fc
      .uniqueArray(fc.bigInt({ min: 0n, max: 10n ** 37n }), { minLength: 1, maxLength: 4 })
      .map((all) => ({ NS: all.map(String) })),
    list: exactNumbers.map((N) => ({
      L: [{ M: { N: { N } } }, { S: "" }, { NULL: true as const }],
    })),
  })
  .map((map) => ({ ...map, empty: { S: "" }, none: { B: "" }, set: { SS: ["", "x"] } }));

it("an item comes out as it went in, to the last digit", () => {
  fc.assert(
    fc.property(fc.oneof(attributeMaps(), hardMaps), (made) => {
      const map = attributeMapFrom(made);
      expect(sameItem(toAttributeMap(plainRecordFrom(map)), map)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it("a record comes out as it went in, but for the number's type", () => {
  fc.assert(
    fc.property(plainRecords(), (record) => {
      const map = toAttributeMap(record);
      const again = plainRecordFrom(map);
      expect(sameItem(toAttributeMap(again), map)).toBe(true);
      expect(Object.keys(again)).toEqual(Object.keys(map));
    }),
    { numRuns: 500 },
  );
});

it("gives what a program works with", () => {
  const map: AttributeMap = {
    s: { S: "" },
    n: { N: "1.50" },
    whole: { N: "9007199254740993" },
    fraction: { N: "0.10000000000000000001" },
    b: { B: "AQI=" },
    one: { NS: ["7"] },
    ns: { NS: ["1", "9007199254740993", "0.10000000000000000001"] },
    bs: { BS: ["AQ=="] },
    m: { M: { none: { NULL: true }, yes: { BOOL: true }, list: { L: [{ S: "x" }] } } },
  };
  const record: PlainRecord = {
    s: "",
    n: 1.5,
    whole: 9007199254740993n,
    fraction: new ExactNumber("0.10000000000000000001"),
    b: new Uint8Array([1, 2]),
    one: new Set([7]),
    ns: new Set([1, 9007199254740993n, new ExactNumber("0.10000000000000000001")]),
    bs: new Set([new Uint8Array([1])]),
    m: { none: null, yes: true, list: ["x"] },
  };
  expect(plainRecordFrom(map)).toEqual(record);
  expect(Object.keys(plainRecordFrom(JSON.parse('{"__proto__":{"S":"x"}}')))).toEqual([
    "__proto__",
  ]);
});
