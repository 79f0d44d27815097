import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, payloadDigest } from "../src/request/canonical-json.ts";

describe("canonical JSON", () => {
  // The first is RFC 8785's example of sorting, by UTF-16 code units.
  it.each([
    [
      { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
    [[null, true, "a\n", 1e21, -0, 0.1], '[null,true,"a\\n",1e+21,0,0.1]'],
    [{ b: { d: 1, c: [] }, a: {} }, '{"a":{},"b":{"c":[],"d":1}}'],
  ])("of %j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("is the same value, and the same text whatever the order of names", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text, reversed))).toBe(text);
      }),
    );
  });

  it("makes a digest that tells operations and bodies apart", () => {
    const digests = [
      payloadDigest("submit", { a: 1 }),
      payloadDigest("other", { a: 1 }),
      payloadDigest("submit", { a: "1" }),
      payloadDigest("submit", undefined),
      payloadDigest("submit", null),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(payloadDigest("submit", { b: 2, a: 1 })).toBe(payloadDigest("submit", { a: 1, b: 2 }));
  });
});

function reversed(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}
