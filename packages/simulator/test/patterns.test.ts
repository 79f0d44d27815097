import { describe, expect, it } from "vitest";
import {
  dailyPattern,
  fixedSpikesPattern,
  growthPattern,
  type LoadPattern,
  patternFromCsv,
  randomSpikesPattern,
  steadyPattern,
  tweetsPattern,
  weeklyPattern,
} from "../src/index.ts";

const DAY = 1_440;
const SHAPES = {
  steady: steadyPattern,
  daily: dailyPattern,
  weekly: weeklyPattern,
  "fixed spikes": fixedSpikesPattern,
  "random spikes": randomSpikesPattern,
  growth: growthPattern,
};
const shapes = Object.entries(SHAPES);

function mean({ writes }: LoadPattern, from: number, to: number): number {
  const part = Array.from(writes).slice(from, to);
  return part.reduce((sum, one) => sum + one, 0) / part.length;
}

describe.each(shapes)("the shape %s", (name, shape) => {
  const pattern = shape({ seed: 7 });

  it("is thirty days by the minute, of whole writes", () => {
    expect(pattern).toMatchObject({ name, stepSeconds: 60 });
    expect(pattern.writes).toHaveLength(30 * DAY);
    const whole = Array.from(pattern.writes).every(
      (rate) => Math.abs((rate * 60) % 1) < 1e-6 || (rate * 60) % 1 > 1 - 1e-6,
    );
    expect(whole).toBe(true);
    expect(Math.min(...Array.from(pattern.writes))).toBeGreaterThanOrEqual(0);
  });

  it("is the same for the same seed, and another one for another", () => {
    expect(shape({ seed: 7 })).toEqual(pattern);
    expect(Array.from(shape({ seed: 8 }).writes)).not.toEqual(Array.from(pattern.writes));
  });
});

describe("the shapes", () => {
  it("are what their names say", () => {
    const seed = 3;
    expect(mean(steadyPattern({ seed }), 0, 30 * DAY)).toBeCloseTo(100, 0);
    const daily = dailyPattern({ seed });
    expect(mean(daily, 15 * 60, 15 * 60 + 10) / mean(daily, 3 * 60, 3 * 60 + 10)).toBeGreaterThan(
      8,
    );
    const weekly = weeklyPattern({ seed });
    expect(mean(weekly, 4 * DAY, 5 * DAY) / mean(weekly, 5 * DAY, 7 * DAY)).toBeCloseTo(3, 1);
    const growth = growthPattern({ seed });
    expect(mean(growth, 29 * DAY, 30 * DAY) / mean(growth, 0, DAY)).toBeGreaterThan(7);
    const spikes = fixedSpikesPattern({ seed });
    for (const day of [0, 12, 29]) {
      expect(mean(spikes, day * DAY + 540, day * DAY + 560)).toBeGreaterThan(900);
      expect(mean(spikes, day * DAY + 560, day * DAY + 600)).toBeLessThan(120);
    }
    const random = Array.from(randomSpikesPattern({ seed, noise: 0 }).writes);
    const begins = random.filter((rate, minute) => rate > 300 && (random[minute - 1] ?? 0) < 300);
    expect(begins.length).toBeGreaterThan(50);
    expect(begins.length).toBeLessThan(130);
  });
});

describe("the tweets", () => {
  it("are thirty days of counts every five minutes, a hundred writes each", () => {
    const pattern = tweetsPattern();
    expect(pattern.writes).toHaveLength(30 * DAY);
    expect(new Date(pattern.startMs).toISOString()).toBe("2015-03-02T00:02:00.000Z");
    // 84.83 mentions in five minutes.
    expect(mean(pattern, 0, 30 * DAY)).toBeCloseTo((84.83 * 100) / 300, 0);
    expect(Math.max(...Array.from(pattern.writes))).toBeGreaterThan(4_400);
  });
});

describe("a pattern from CSV", () => {
  it("is writes and reads a second, with nothing where a row is left out", () => {
    const text = `"Time",Writes,reads
2026-01-05T00:00:00Z,600,60
2026-01-05T00:01:00Z,1200,0

2026-01-05T00:03:00Z,60,120
`;
    expect(patternFromCsv(text, "mine")).toEqual({
      name: "mine",
      startMs: Date.UTC(2026, 0, 5),
      stepSeconds: 60,
      writes: new Float64Array([10, 20, 0, 1]),
      reads: new Float64Array([1, 0, 0, 2]),
    });
  });

  it.each([
    ["seconds since 1970", "time,writes\r\n1767571200,5\r\n1767571205,10", 5, [1, 2]],
    ["milliseconds since 1970", "\uFEFFtime,writes\n1767571200000,5\n1767571201000,10", 1, [5, 10]],
    ["other columns", "id,time,n,writes\na,1767571200,x,5\nb,1767571205,y,10", 5, [1, 2]],
  ] as const)("knows %s", (_, text, stepSeconds, writes) => {
    const pattern = patternFromCsv(text, "mine");
    expect(pattern).toMatchObject({ startMs: Date.UTC(2026, 0, 5), stepSeconds });
    expect(Array.from(pattern.writes)).toEqual(writes);
    expect(pattern.reads).toBeUndefined();
  });

  it.each([
    ["nothing", "", 1],
    ["no rows", "time,writes", 1],
    ["one row", "time,writes\n0,1", 1],
    ["other columns alone", "when,writes\n0,1\n1,1", 1],
    ["a time that is none", "time,writes\nyesterday,1\n1,1", 2],
    ["a count below 0", "time,writes\n0,1\n60,-1", 3],
    ["a count that is none", "time,writes\n0,1\n60,many", 3],
    ["no count", "time,writes\n0,1\n60,", 3],
    ["time that goes back", "time,writes\n60,1\n120,1\n0,1", 4],
    ["the same time twice", "time,writes\n60,1\n60,1", 3],
    ["steps that do not fit", "time,writes\n0,1\n60,1\n90,1\n130,1", 5],
  ])("refuses %s, and names the line", (_, text, line) => {
    expect(() => patternFromCsv(text, "mine")).toThrow(
      expect.objectContaining({ code: "PATTERN_INVALID", details: { line } }),
    );
  });
});
