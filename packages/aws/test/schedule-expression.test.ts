import { describe, expect, it } from "vitest";
import { minutesBetweenFirings, oneTime, scheduleOf } from "../src/schedule/schedule-expression.ts";

const at = (text: string) => Date.parse(text);

describe("a rate", () => {
  it.each([
    ["rate(1 minute)", 60_000],
    ["rate(10 minutes)", 600_000],
    ["rate(1 hour)", 3_600_000],
    ["rate(5 hours)", 18_000_000],
    ["rate(2 days)", 172_800_000],
  ])("%s fires every %d ms", (expression, periodMs) => {
    expect(scheduleOf(expression)(1_000)).toBe(1_000 + periodMs);
  });

  it.each([
    "rate(0 minutes)",
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(5 weeks)",
    "rate()",
    "5m",
  ])("%s is refused", (expression) => {
    expect(() => scheduleOf(expression)).toThrow(
      expect.objectContaining({ code: "SCHEDULE_INVALID" }),
    );
  });
});

describe("a cron expression", () => {
  // 2026-01-01 is a Thursday.
  const now = at("2026-01-01T00:00:00Z");
  it.each([
    ["cron(0 12 * * ? *)", "2026-01-01T12:00:00Z"],
    ["cron(0/15 * * * ? *)", "2026-01-01T00:15:00Z"],
    ["cron(0 8 1 * ? *)", "2026-01-01T08:00:00Z"],
    ["cron(30 10 ? * MON-FRI *)", "2026-01-01T10:30:00Z"],
    ["cron(30 10 ? * 1 *)", "2026-01-04T10:30:00Z"], // 1 is Sunday
    ["cron(30 10 ? * 2-3 *)", "2026-01-05T10:30:00Z"],
    ["cron(0 9 ? * 2#1 *)", "2026-01-05T09:00:00Z"],
    ["cron(0 0 L * ? *)", "2026-01-31T00:00:00Z"],
    ["cron(0 0 1 6 ? 2027)", "2027-06-01T00:00:00Z"],
  ])("%s fires next at %s", (expression, next) => {
    expect(scheduleOf(expression)(now)).toBe(at(next));
  });

  it("that lies in the past never fires", () => {
    expect(scheduleOf("cron(0 0 1 6 ? 2020)")(now)).toBeUndefined();
  });

  it.each(["cron(0 12 * * *)", "cron(0 12 * * * *)", "cron(0 12 ? * ? *)", "cron(99 12 * * ? *)"])(
    "%s is refused",
    (expression) => {
      expect(() => scheduleOf(expression)).toThrow(
        expect.objectContaining({ code: "SCHEDULE_INVALID" }),
      );
    },
  );
});

describe("the mean time between two firings", () => {
  it.each([
    ["rate(10 minutes)", 10],
    ["rate(1 hour)", 60],
    ["rate(30 days)", 30 * 1_440],
    ["cron(0/15 * * * ? *)", 15],
    ["cron(0 12 * * ? *)", 1_440],
    ["cron(0 8-17 ? * MON-FRI *)", (7 * 1_440) / 50],
    ["cron(0 0 1 * ? *)", ((4 * 365 + 1) * 1_440) / 48],
    ["cron(0 0 1 6 ? 2020)", Number.POSITIVE_INFINITY],
  ])("of %s is %d minutes", (expression, minutes) => {
    expect(minutesBetweenFirings(expression, at("2026-01-01T00:00:00Z"))).toBeCloseTo(minutes, 6);
  });
});

describe("in a time zone", () => {
  const zone = "Europe/Berlin";

  it("reads a cron expression in it, over a change of the clocks", () => {
    const next = scheduleOf("cron(0 12 * * ? *)", zone);
    expect(next(Date.parse("2026-03-28T12:00:00Z"))).toBe(Date.parse("2026-03-29T10:00:00Z"));
    expect(next(Date.parse("2026-03-27T12:00:00Z"))).toBe(Date.parse("2026-03-28T11:00:00Z"));
  });

  it("reads a one-time schedule in it", () => {
    expect(oneTime("at(2026-11-28T15:00:00)", zone)).toBe(Date.parse("2026-11-28T14:00:00Z"));
    expect(oneTime("at(2026-11-28T15:00:00)")).toBe(Date.parse("2026-11-28T15:00:00Z"));
    expect(oneTime("rate(1 minute)")).toBeUndefined();
  });

  it.each(["at(2026-11-28)", "at(tomorrow)", "at(2026-13-28T15:00:00)"])("refuses %s", (text) => {
    expect(() => oneTime(text)).toThrow(`expected a schedule; came "${text}"`);
  });
});
