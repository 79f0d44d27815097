import { isSpillwayError } from "@spillway/errors";
import { describe, expect, it } from "vitest";
import { type AttributeValue, itemSize } from "../src/index.ts";
import { valueSize } from "../src/value/item-size.ts";

describe("valueSize", () => {
  it.each<[AttributeValue, number]>([
    [{ S: "" }, 0],
    [{ S: "abc" }, 3],
    [{ S: "é€😀" }, 2 + 3 + 4],
    [{ B: "" }, 0],
    [{ B: "AAAAAAA=" }, 5],
    [{ BOOL: false }, 1],
    [{ NULL: true }, 1],
    [{ SS: ["a", "bc"] }, 3],
    [{ NS: ["-1", "2.5"] }, 3 + 3],
    [{ BS: ["AA==", "AAA="] }, 3],
    [{ L: [] }, 3],
    [{ M: {} }, 3],
    [{ L: [{ S: "a" }, { NULL: true }] }, 3 + 2 + 2],
    [{ M: { ab: { S: "cd" }, e: { N: "1" } } }, 3 + (2 + 2 + 1) + (1 + 2 + 1)],
    [{ L: [{ L: [] }] }, 3 + 3 + 1],
  ])("%j has %i bytes", (value, bytes) => {
    expect(valueSize(value)).toBe(bytes);
  });

  // Seen on DynamoDB Local by the write units at the edge of a kilobyte.
  it.each([
    ["0", 1],
    ["-0", 1],
    ["0.000", 1],
    ["1", 2],
    ["12", 2],
    ["100", 2],
    ["1e125", 2],
    ["1e-130", 2],
    ["-1", 3],
    ["-12", 3],
    ["123", 3],
    ["1234", 3],
    ["12345", 4],
    ["1.5", 3],
    ["12.5", 3],
    ["1.25", 3],
    ["-1.5", 4],
    ["0.1", 2],
    ["0.12", 2],
    ["0.123", 3],
    ["9".repeat(38), 20],
    [`${"9".repeat(37)}.9`, 21],
    [`-${"9".repeat(38)}`, 21],
  ])("the number %s has %i bytes", (text, bytes) => {
    expect(valueSize({ N: text })).toBe(bytes);
  });

  it("refuses what is no attribute value", () => {
    const unknown = JSON.parse('{"X":"a"}') as AttributeValue;
    expect(() => valueSize(unknown)).toThrow(
      expect.toSatisfy((error) => isSpillwayError(error, "VALUE_NOT_STORABLE")),
    );
  });
});

describe("itemSize", () => {
  it("counts the names, in UTF-8", () => {
    expect(itemSize({ pk: { S: "user#1" }, é: { N: "42" } })).toBe(2 + 6 + 2 + 2);
  });

  it("is 0 for no attributes", () => {
    expect(itemSize({})).toBe(0);
  });
});
