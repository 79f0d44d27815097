import { describe, expect, it } from "vitest";
import { bytesOf, countOf, secondsOf } from "../../src/index.ts";

describe("numbers as people write them", () => {
  it.each([
    ["0", 0],
    ["1000", 1_000],
    ["1,000", 1_000],
    ["10_000_000", 10_000_000],
    ["1.5k", 1_500],
    ["10M", 10_000_000],
    ["2 g", 2_000_000_000],
  ])("count %s", (text, count) => {
    expect(countOf(text)).toBe(count);
  });

  // DynamoDB's KB has 1,024 bytes.
  it.each([
    ["700", 700],
    ["700B", 700],
    ["1KB", 1_024],
    ["1KiB", 1_024],
    ["1.5 kb", 1_536],
  ])("size %s", (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  it.each([
    ["30s", 30],
    ["10m", 600],
    ["2h", 7_200],
    ["1d", 86_400],
  ])("time %s", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(["", "-1", "ten", "1e6", "1,00", "1x", "1.2.3", "Infinity", "0x10"])("not %j", (text) => {
    expect([countOf(text), bytesOf(text), secondsOf(text)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("take a time by its unit only", () => {
    expect(secondsOf("10")).toBeUndefined();
  });
});
