import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnShape, predictedNeed, type UseSeries } from "../../src/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, 00:00 UTC. */
const MONDAY_MS = Date.UTC(2026, 2, 2);

/** Units a second by the time, as sums of five minutes. */
function seriesOf(
  days: number,
  use: (day: number, hour: number) => number,
  periodMs = 5 * MINUTE_MS,
): UseSeries {
  const sums = Array.from({ length: (days * DAY_MS) / periodMs }, (_, at) => {
    const sinceMs = at * periodMs;
    return (use(Math.floor(sinceMs / DAY_MS), (sinceMs % DAY_MS) / HOUR_MS) * periodMs) / 1_000;
  });
  return { startMs: MONDAY_MS, periodMs, sums };
}

/** What is expected at an hour of a day after the series, in the two minutes from then on. */
function expectedAt(series: UseSeries, day: number, hour: number): number {
  return predictedNeed(
    learnShape(series),
    MONDAY_MS + day * DAY_MS + hour * HOUR_MS,
    2 * MINUTE_MS,
  );
}

const isSpike = (hour: number) => hour >= 9 && hour < 9.5;

describe("the shape of a week", () => {
  it.each([
    { what: "a spike at the same time on seven days", days: 7, hour: 9.25, use: 100 },
    { what: "the time outside of it", days: 7, hour: 12, use: 10 },
    { what: "the two minutes before it", days: 7, hour: 8.97, use: 100 },
    { what: "three minutes before it", days: 7, hour: 8.95, use: 10 },
    { what: "the end of it", days: 7, hour: 9.5, use: 10 },
    { what: "a spike on six days only: not yet", days: 6, hour: 9.25, use: 0 },
  ])("expects $what", ({ days, hour, use }) => {
    const series = seriesOf(days, (_, at) => (isSpike(at) ? 100 : 10));
    expect(expectedAt(series, days, hour)).toBe(use);
  });

  it("expects what came on one day of the week in two weeks, on that day only", () => {
    const series = seriesOf(14, (day, hour) => (day % 7 === 2 && isSpike(hour) ? 100 : 10));
    expect(expectedAt(series, 14 + 2, 9.25)).toBe(100);
    expect(expectedAt(series, 14 + 3, 9.25)).toBe(10);
  });

  it("expects nothing of a spike that came on a single day", () => {
    const series = seriesOf(28, (day, hour) => (day === 16 && isSpike(hour) ? 1_000 : 10));
    for (let day = 28; day < 35; day++) expect(expectedAt(series, day, 9.25)).toBe(10);
  });

  it("still expects a spike that was missing on a single day", () => {
    const series = seriesOf(28, (day, hour) => (day !== 16 && isSpike(hour) ? 100 : 10));
    for (let day = 28; day < 35; day++) expect(expectedAt(series, day, 9.25)).toBe(100);
  });

  it.each([
    { days: 7, workday: 10 },
    { days: 14, workday: 100 },
    { days: 21, workday: 100 },
    { days: 28, workday: 100 },
  ])(
    "does not expect on weekends what comes on workdays, after $days days",
    ({ days, workday }) => {
      const series = seriesOf(days, (day, hour) => (day % 7 < 5 && isSpike(hour) ? 100 : 10));
      const expected = [4, 5, 6, 7].map((day) => expectedAt(series, days + day, 9.25));
      expect(expected).toEqual([workday, 10, 10, workday]);
    },
  );

  it("forgets what was more than four weeks ago", () => {
    const series = seriesOf(56, (day, hour) => (day < 28 && isSpike(hour) ? 100 : 10));
    expect(expectedAt(series, 56, 9.25)).toBe(10);
  });

  it("learns from hours and from minutes too", () => {
    const use = (_: number, hour: number) => (hour >= 9 && hour < 10 ? 100 : 10);
    expect(expectedAt(seriesOf(7, use, HOUR_MS), 7, 9.5)).toBe(100);
    expect(expectedAt(seriesOf(7, use, MINUTE_MS), 7, 9.5)).toBe(100);
  });

  it("knows the time of the day also where the series begins within one", () => {
    const all = seriesOf(7, (_, hour) => (isSpike(hour) ? 100 : 10));
    const skipped = 37;
    const startMs = all.startMs + skipped * all.periodMs;
    const series = { ...all, startMs, sums: all.sums.slice(skipped) };
    expect(expectedAt(series, 7, 9.25)).toBe(100);
    expect(expectedAt(series, 7, 9.75)).toBe(10);
  });

  it("expects nothing where nothing is known", () => {
    const shape = learnShape({ startMs: MONDAY_MS, periodMs: 5 * MINUTE_MS, sums: [] });
    expect(predictedNeed(shape, MONDAY_MS, HOUR_MS)).toBe(0);
  });

  it("is a JSON document, of less than 8 KB for a day that rises and falls tenfold", () => {
    const series = seriesOf(28, (_, hour) => 55 - 45 * Math.cos((hour / 12) * Math.PI));
    const shape = learnShape(series);
    expect(JSON.parse(JSON.stringify(shape))).toEqual(shape);
    expect(JSON.stringify(shape).length).toBeLessThan(8_000);
  });
});

describe("the need that is predicted", () => {
  it("over the end of the week is that of the next one", () => {
    const wednesdayNight = MONDAY_MS + 3 * DAY_MS - MINUTE_MS;
    const series = seriesOf(14, (day, hour) => (day % 7 === 3 && hour < 1 ? 100 : 10));
    expect(predictedNeed(learnShape(series), wednesdayNight + 14 * DAY_MS, 2 * MINUTE_MS)).toBe(
      100,
    );
  });

  it("is never more than was used, and the further it is looked the higher", () => {
    const uses = fc.array(fc.integer({ min: 0, max: 1_000 }), {
      minLength: 288 * 3,
      maxLength: 288 * 9,
    });
    const times = fc.integer({ min: 0, max: 14 * DAY_MS });
    fc.assert(
      fc.property(uses, times, times, times, (units, at, one, other) => {
        const sums = units.map((each) => each * 300);
        const shape = learnShape({ startMs: MONDAY_MS, periodMs: 5 * MINUTE_MS, sums });
        const near = predictedNeed(shape, MONDAY_MS + at, Math.min(one, other));
        const far = predictedNeed(shape, MONDAY_MS + at, Math.max(one, other));
        expect(near).toBeLessThanOrEqual(far);
        expect(far).toBeLessThanOrEqual(Math.max(...units));
      }),
      { numRuns: 50 },
    );
  });
});
