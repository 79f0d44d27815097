import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { moment } from "../../src/audit/time-value.ts";

const NOW = Date.parse("2026-11-28T18:00:00.000Z");

test.each([
  ["2026-11-28T18:40:02Z", "2026-11-28T18:40:02.000Z"],
  ["2026-11-28T18:40:02.250Z", "2026-11-28T18:40:02.250Z"],
  ["2026-11-28 18:40:02", "2026-11-28T18:40:02.000Z"],
  ["2026-11-28 18:40:02 UTC", "2026-11-28T18:40:02.000Z"],
  ["2026-11-28T18:40+01:00", "2026-11-28T17:40:00.000Z"],
  ["2026-11-28", "2026-11-28T00:00:00.000Z"],
  ["10m", "2026-11-28T17:50:00.000Z"],
  ["now", "2026-11-28T18:00:00.000Z"],
])("%s is %s", (text, iso) => {
  expect(new Date(moment(NOW)(text)).toISOString()).toBe(iso);
});

test("a day may be meant to its end", () => {
  expect(moment(NOW, "its last moment")("2026-11-28")).toBe(Date.parse("2026-11-28T23:59:59.999Z"));
});

test.each(["yesterday", "2026-02-31", "2026-13-01", "18:40", "10", ""])("%j is refused", (text) => {
  expect(() => moment(NOW)(text)).toThrow(InvalidArgumentError);
});
