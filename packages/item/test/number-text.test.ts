import { describe, expect, it } from "vitest";
import { canonicalNumber } from "../src/index.ts";
import { valueSize } from "../src/value/item-size.ts";

describe("canonicalNumber", () => {
  it.each([
    ["0", ["0", "-0", "+0", "0.000", "0e500", "-.0"]],
    ["1E0", ["1", "+1", "01", "1.0", "1.", "1e0", "10e-1", "0.1e1", "0.01E+2"]],
    ["-123E-2", ["-0.0123", "-1.23e-2", "-00.01230"]],
    ["1E125", ["1e125", `1${"0".repeat(125)}`]],
    ["1E-130", ["1e-130", `0.${"0".repeat(129)}1`]],
    [`${"9".repeat(38)}E125`, [`9.${"9".repeat(37)}e125`]],
  ])("is %s for every way to write it", (canonical, texts) => {
    for (const text of texts) expect(canonicalNumber(text), text).toBe(canonical);
  });

  it.each([
    ["a word", "abc"],
    ["nothing", ""],
    ["a lone point", "."],
    ["an unfinished power", "1e"],
    ["white space", " 1"],
    ["hexadecimal", "0x1"],
    ["Infinity", "Infinity"],
    ["39 digits", "1".repeat(39)],
    ["39 digits around the point", `${"1".repeat(20)}.${"1".repeat(19)}`],
    ["too large a magnitude", "1e126"],
    ["too small a magnitude", "-9.9e-131"],
    ["an endless power", "1e99999999999999999999"],
  ])("refuses %s", (_, text) => {
    expect(() => canonicalNumber(text)).toThrow(
      expect.objectContaining({ code: "VALUE_NOT_STORABLE" }),
    );
  });

  it("reads a long run of zeros in one pass", () => {
    // Quadratic work on this text would take minutes.
    const text = `1${"0".repeat(1_000_000)}1`;
    expect(() => canonicalNumber(text)).toThrow(/significant digits/);
  });
});

describe("the size of a number", () => {
  // Seen on DynamoDB Local: digits are stored in pairs that begin at the decimal point.
  it.each([
    ["0", 1],
    ["1", 2],
    ["-1", 3],
    ["12", 2],
    ["123", 3],
    ["1234", 3],
    ["12345", 4],
    ["100", 2],
    ["1000", 2],
    ["0.1", 2],
    ["0.01", 2],
    ["0.12", 2],
    ["0.123", 3],
    ["1.5", 3],
    ["-1.5", 4],
    ["12.5", 3],
    ["1.25", 3],
    ["123.45", 4],
    ["1e125", 2],
    ["1e-130", 2],
    ["9".repeat(38), 20],
    [`-${"9".repeat(38)}`, 21],
    [`${"9".repeat(37)}.9`, 21],
  ])("of %s is %d bytes", (N, bytes) => {
    expect(valueSize({ N })).toBe(bytes);
  });
});
