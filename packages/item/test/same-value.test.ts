import { describe, expect, it } from "vitest";
import { type AttributeMap, type AttributeValue, sameItem, sameValue } from "../src/index.ts";

describe("sameValue", () => {
  it.each<[AttributeValue, AttributeValue]>([
    [{ N: "1" }, { N: "1.0" }],
    [{ B: "AQ==" }, { B: "AR==" }],
    [{ SS: ["a", "b"] }, { SS: ["b", "a"] }],
    [{ NS: ["1", "2"] }, { NS: ["2.0", "1"] }],
    [{ BS: ["AQ==", "Ag=="] }, { BS: ["Ag==", "AQ=="] }],
    [{ M: { a: { S: "1" }, b: { NULL: true } } }, { M: { b: { NULL: true }, a: { S: "1" } } }],
  ])("%j is %j", (a, b) => {
    expect(sameValue(a, b)).toBe(true);
  });

  it.each<[AttributeValue, AttributeValue]>([
    [{ S: "1" }, { N: "1" }],
    [{ S: "" }, { NULL: true }],
    [{ BOOL: true }, { BOOL: false }],
    [{ L: [{ S: "a" }, { S: "b" }] }, { L: [{ S: "b" }, { S: "a" }] }],
    [{ L: [{ S: "a,Sb" }] }, { L: [{ S: "a" }, { S: "b" }] }],
    [{ SS: ['a","b'] }, { SS: ["a", "b"] }],
    [{ M: {} }, { L: [] }],
    [{ M: { a: { S: "1" } } }, { M: { b: { S: "1" } } }],
  ])("%j is not %j", (a, b) => {
    expect(sameValue(a, b)).toBe(false);
  });
});

describe("sameItem", () => {
  const item: AttributeMap = { pk: { S: "a" }, n: { N: "1" } };

  it("knows the same attributes in another order and form", () => {
    expect(sameItem(item, { n: { N: "1.00" }, pk: { S: "a" } })).toBe(true);
  });

  it.each<AttributeMap>([
    { pk: { S: "a" } },
    { pk: { S: "a" }, m: { N: "1" } },
    { pk: { S: "a" }, n: { N: "2" } },
    { ...item, x: { NULL: true } },
  ])("tells %j apart", (other) => {
    expect(sameItem(item, other)).toBe(false);
    expect(sameItem(other, item)).toBe(false);
  });
});
