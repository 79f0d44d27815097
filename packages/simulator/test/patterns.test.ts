import { describe, expect, it } from "vitest";
import {
  blackFridayPattern,
  dailyPattern,
  fixedSpikesPattern,
  growthPattern,
  type LoadPattern,
  randomSpikesPattern,
  spikePattern,
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

describe("spikes", () => {
  it("come within one second, every so often, on what is there all the time", () => {
    const { writes, stepSeconds } = spikePattern({
      writes: 1_000,
      everySeconds: 600,
      writesPerSecond: 2,
      days: 1,
    });
    expect(stepSeconds).toBe(1);
    expect(Array.from(writes).filter((rate) => rate === 1_002)).toHaveLength(144);
    // A table has an interval's time to save for the first one, as for the others.
    expect([0, 598, 599, 600, 1_199].map((second) => writes[second])).toEqual([
      ...[2, 2, 1_002, 2, 1_002],
    ]);
  });
});

describe("Black Friday", () => {
  const pattern = blackFridayPattern({ usual: 1_000, peak: 100_000 });
  const day = 26 * DAY;

  it("is a Friday of a month that is as usual on its other days", () => {
    expect(new Date(pattern.startMs + day * 60_000).toUTCString()).toMatch(/^Fri, 27 Nov 2026/);
    const others = Array.from(pattern.writes).filter(
      (_, minute) => minute < day || minute >= day + DAY,
    );
    expect(others).toHaveLength(29 * DAY);
    expect(others.every((rate) => rate === 1_000)).toBe(true);
  });

  it("grows by the same factor each minute until 8:00, and stays at the peak until 20:00", () => {
    const at = (hour: number) => pattern.writes[day + hour * 60] ?? 0;
    expect(at(0)).toBe(1_000);
    expect(at(4)).toBeCloseTo(10_000, 6);
    expect([at(8), at(19)]).toEqual([100_000, 100_000]);
    expect(at(22)).toBeCloseTo(10_000, 6);
  });
});
