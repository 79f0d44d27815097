import { expect, test } from "vitest";
import {
  formatMoment,
  formatMoney,
  formatRate,
  formatSeconds,
  formatTimes,
} from "../src/format.ts";

test.each([
  [0, "0 ms"],
  [0.84, "840 ms"],
  [0.9996, "1 s"],
  [8.24, "8.2 s"],
  [9.96, "10 s"],
  [46.2, "46 s"],
  [119.6, "2 min"],
  [904, "15 min 4 s"],
  [7_500, "2 h 5 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [0, "$0.00"],
  [0.0000000027, "under $0.000001"],
  [0.0000012, "$0.0000012"],
  [0.000243, "$0.00024"],
  [0.0099, "$0.0099"],
  [0.01, "$0.01"],
  [12.405, "$12.41"],
  [1_234.5, "$1,234.50"],
])("%d dollars are %s", (dollars, text) => {
  expect(formatMoney(dollars)).toBe(text);
});

test.each([
  [0, "0"],
  [0.001, "0.001"],
  [0.0123, "0.012"],
  [0.0999, "0.1"],
  [22.24, "22.2"],
  [341.4, "341"],
  [4_000, "4,000"],
])("a rate of %d is %s", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test("factors and moments", () => {
  expect(formatTimes(1.25)).toBe("1.3 times");
  expect(formatTimes(13.64)).toBe("14 times");
  expect(formatMoment("2026-11-21T07:24:36.123Z")).toBe("2026-11-21 07:24:36 UTC");
});
