import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateAlarm, periodsLookedAt } from "../../src/alarms/evaluate-alarm.ts";
import type { AlarmState, MetricAlarm } from "../../src/alarms/metric-alarm.ts";

type Missing = MetricAlarm["treatMissing"];
const rules = {
  statistic: "Sum",
  periodSeconds: 60,
  evaluationPeriods: 3,
  threshold: 5,
  comparison: "GreaterThanThreshold",
} as const;

/** 0 is below the threshold, X above, - missing; the latest is the last. */
function points(text: string) {
  return [...text.replaceAll(" ", "")].map((one, index) => ({
    atMs: index * 60_000,
    value: one === "-" ? undefined : one === "X" ? 10 : 0,
  }));
}

const state = (text: string, treatMissing: Missing, datapointsToAlarm: number, was: AlarmState) =>
  evaluateAlarm({ ...rules, treatMissing, datapointsToAlarm, state: was }, points(text), 0).state;

describe("evaluateAlarm", () => {
  // The tables of CloudWatch's guide; "retain" is the state that it was in.
  it.each([
    ["0 - X - X", 3, ["OK", "OK", "OK", "OK"]],
    ["- - - - 0", 3, ["OK", "OK", "OK", "OK"]],
    ["- - - - -", 3, ["INSUFFICIENT_DATA", "retain", "ALARM", "OK"]],
    ["0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["- - X - -", 3, ["ALARM", "retain", "ALARM", "OK"]],
    ["0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 - X - -", 2, ["OK", "OK", "ALARM", "OK"]],
    ["- - - - 0", 2, ["OK", "OK", "ALARM", "OK"]],
    ["- - - X -", 2, ["ALARM", "retain", "ALARM", "OK"]],
  ] as const)("of %s with %i to alarm", (text, needed, [missing, ignore, breaching, not]) => {
    const kinds = ["missing", "ignore", "breaching", "notBreaching"] as const;
    for (const was of ["OK", "ALARM", "INSUFFICIENT_DATA"] as const) {
      const expected = [missing, ignore, breaching, not].map((one) =>
        one === "retain" ? was : one,
      );
      expect(kinds.map((kind) => state(text, kind, needed, was))).toEqual(expected);
    }
  });

  it("does not alarm early on one new datapoint of three", () => {
    expect(state("- - - - X", "missing", 3, "OK")).toBe("OK");
  });

  it.each([
    ["GreaterThanOrEqualToThreshold", 5, "ALARM"],
    ["GreaterThanThreshold", 5, "OK"],
    ["LessThanThreshold", 5, "OK"],
    ["LessThanOrEqualToThreshold", 5, "ALARM"],
  ] as const)("compares by %s", (comparison, value, expected) => {
    const one = { ...rules, comparison, evaluationPeriods: 1, datapointsToAlarm: 1 };
    const alarm = { ...one, treatMissing: "missing", state: "OK" } as const;
    expect(evaluateAlarm(alarm, [{ atMs: 0, value }], 0).state).toBe(expected);
  });

  it("says what crossed", () => {
    const alarm = {
      ...rules,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissing: "missing",
      state: "OK",
    } as const;
    const { reason, reasonData } = evaluateAlarm(alarm, points("- - X"), 1_000);
    expect(reason).toBe(
      "Threshold Crossed: 1 out of the last 1 datapoint [10.0 (01/01/70 00:02:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -> ALARM transition).",
    );
    expect(JSON.parse(reasonData)).toMatchObject({
      period: 60,
      recentDatapoints: [10],
      threshold: 5,
    });
    expect(evaluateAlarm(alarm, points("- - 0"), 0).reason).toContain(
      "was not greater than the threshold (5.0)",
    );
    expect(evaluateAlarm(alarm, points("- - -"), 0).reason).toBe(
      "Insufficient Data: 1 datapoint was unknown.",
    );
  });

  it("is decided by the latest that are there, whatever is before them", () => {
    const value = fc.constantFrom("0", "X");
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("0", "X", "-"), { maxLength: 2 }),
        fc.tuple(value, value, value),
        (before, latest) => {
          const text = [...before, ...latest].join("");
          const breaching = latest.filter((one) => one === "X").length;
          expect(state(text, "missing", 2, "OK")).toBe(breaching >= 2 ? "ALARM" : "OK");
        },
      ),
    );
  });

  it("looks at more periods than it evaluates", () => {
    expect(periodsLookedAt({ evaluationPeriods: 3 })).toBe(5);
  });
});
