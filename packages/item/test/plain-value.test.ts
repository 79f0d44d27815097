import { describe, expect, it } from "vitest";
import { ExactNumber, type PlainRecord, toAttributeMap } from "../src/index.ts";

/** A list in a list and so on, `depth` lists in all. */
function nested(depth: number): PlainRecord {
  let value: PlainRecord["x"] = "core";
  for (let i = 0; i < depth; i += 1) value = [value ?? null];
  return { v: value };
}

// The types forbid most of these; records from JavaScript or a cast have them all the same.
const record = (value: unknown): PlainRecord => ({ v: value }) as PlainRecord;

describe("toAttributeMap", () => {
  it("gives each kind of value its type", () => {
    expect(
      toAttributeMap({
        text: "a",
        empty: "",
        whole: 42,
        fraction: -1.5,
        zero: -0,
        big: 10n ** 37n + 1n,
        exact: new ExactNumber("0.10000000000000000001"),
        yes: true,
        nothing: null,
        left: undefined,
        bytes: new Uint8Array([1, 2]),
        part: new Uint8Array([0, 1, 2, 3]).subarray(1, 3),
        strings: new Set(["a", ""]),
        numbers: new Set([1, 2n]),
        binaries: new Set([Buffer.from("a")]),
        list: [1, "b", [null]],
        map: { inner: { deep: true }, left: undefined },
        bare: Object.assign(Object.create(null), { a: 1 }),
      }),
    ).toEqual({
      text: { S: "a" },
      empty: { S: "" },
      whole: { N: "42" },
      fraction: { N: "-1.5" },
      zero: { N: "0" },
      big: { N: `1${"0".repeat(36)}1` },
      exact: { N: "0.10000000000000000001" },
      yes: { BOOL: true },
      nothing: { NULL: true },
      bytes: { B: "AQI=" },
      part: { B: "AQI=" },
      strings: { SS: ["a", ""] },
      numbers: { NS: ["1", "2"] },
      binaries: { BS: ["YQ=="] },
      list: { L: [{ N: "1" }, { S: "b" }, { L: [{ NULL: true }] }] },
      map: { M: { inner: { M: { deep: { BOOL: true } } } } },
      bare: { M: { a: { N: "1" } } },
    });
  });

  it.each(["", "1,5", "one", `0.${"1234567890".repeat(4)}`, "1e126"])(
    "refuses %j as an exact number",
    (text) => {
      expect(() => new ExactNumber(text)).toThrow(
        expect.objectContaining({ code: "VALUE_NOT_STORABLE" }),
      );
    },
  );

  it("keeps an attribute named __proto__", () => {
    const source = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as PlainRecord;
    expect(JSON.stringify(toAttributeMap(source))).toBe(
      '{"__proto__":{"M":{"a":{"N":"1"}}},"constructor":{"S":"x"}}',
    );
  });

  it.each<[string, unknown, RegExp]>([
    ["NaN", Number.NaN, /a finite number; came NaN/],
    ["Infinity", Number.NEGATIVE_INFINITY, /finite number; came -Infinity/],
    ["a number too large", 1e126, /from 1E-130 to 9\.99E\+125; came 1e\+126/],
    ["a number too small", 1e-131, /came 1e-131/],
    ["39 digits", 10n ** 38n + 1n, /at most 38 significant digits; came 39/],
    ["a function", () => 1, /type function/],
    ["a symbol", Symbol("a"), /type symbol/],
    ["a date", new Date(0), /type Date/],
    ["a Map", new Map([["a", 1]]), /type Map/],
    ["a typed array that is not bytes", new Float32Array(1), /type Float32Array/],
    ["a class instance", new (class Order {})(), /type Order/],
    ["an empty set", new Set(), /empty/],
    ["a mixed set", new Set(["a", 1]), /only strings, only numbers or only binary/],
    ["a set of booleans", new Set([true]), /only strings/],
    ["a set with 1 and 1n", new Set([1, 1n]), /each value of a set once; came one twice/],
    ["a set with the same bytes twice", new Set([Buffer.from("a"), Buffer.from("a")]), /twice/],
    ["half a surrogate pair", "a\ud800", /surrogate/],
    ["half a surrogate pair in a set", new Set(["\udc00"]), /surrogate/],
    ["half a surrogate pair in a name", { "\ud800": 1 }, /surrogate/],
    ["an empty name", { "": 1 }, /a name of an attribute; came an empty one/],
    ["a name above 65,535 bytes", { ["é".repeat(32_768)]: 1 }, /at most 65535 bytes; came 65536/],
  ])("refuses %s, naming the attribute", (_, value, message) => {
    expect(() => toAttributeMap(record(value))).toThrow(
      expect.objectContaining({
        code: "VALUE_NOT_STORABLE",
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/\w/),
      }),
    );
    expect(() => toAttributeMap(record(value))).toThrow(/^attribute v/);
  });

  it.each([
    ["a list", { orders: [{ lines: [1, Number.NaN] }] }, "attribute orders[0].lines[1]:"],
    [
      "a hole in a list",
      record(new Array(1)),
      "attribute v[0]: expected a value that can be stored; came one of type undefined",
    ],
    [
      "undefined in a list",
      record([undefined]),
      "attribute v[0]: expected a value that can be stored; came one of type undefined",
    ],
  ])("says where in %s", (_, source, start) => {
    expect(() => toAttributeMap(source)).toThrow(
      expect.toSatisfy((error: Error) => error.message.startsWith(start)),
    );
  });

  it("takes 31 lists in one another, as DynamoDB does, and no more", () => {
    expect(() => toAttributeMap(nested(31))).not.toThrow();
    expect(() => toAttributeMap(nested(32))).toThrow(/at most 32 levels/);
  });

  it("refuses an object that holds itself", () => {
    const endless: Record<string, unknown> = {};
    endless.self = endless;
    expect(() => toAttributeMap(endless as PlainRecord)).toThrow(/at most 32 levels/);
  });
});
