import { describe, expect, it } from "vitest";
import { AdaptiveRate, RateMeter } from "../src/index.ts";

describe("an adaptive rate", () => {
  it("stays at its ceiling while nothing throttles", () => {
    const rate = new AdaptiveRate({ ceiling: 500, nowMs: 0 });
    expect(rate.at(0, 0)).toBe(500);
    expect(rate.at(60_000, 500)).toBe(500);
  });

  it("doubles each second that it is used, and only then, where there is no ceiling", () => {
    const rate = new AdaptiveRate({ start: 100, nowMs: 0 });
    expect(rate.at(1_000, 90)).toBe(200);
    expect(rate.at(2_000, 180)).toBe(400);
    expect(rate.at(3_000, 100)).toBe(400);
    // However long nothing was asked of it.
    expect(rate.at(60_000, 400)).toBe(800);
  });

  it("falls at a throttle, is back after 3.3 seconds and then goes beyond", () => {
    const rate = new AdaptiveRate({ start: 1_000, nowMs: 0 });
    rate.throttled(0, 1_000);
    expect(rate.at(0, 1_000)).toBe(850);
    expect(rate.at(1_000, 900)).toBeGreaterThan(900);
    expect(rate.at(3_347, 990)).toBeCloseTo(1_000, 0);
    expect(rate.at(8_000, 1_000)).toBeGreaterThan(1_300);
  });

  it("moves with its ceiling while nothing throttles", () => {
    const rate = new AdaptiveRate({ ceiling: 500, nowMs: 0 });
    rate.setCeiling(800);
    expect(rate.at(0, 0)).toBe(800);
    rate.setCeiling(200);
    expect(rate.at(0, 0)).toBe(200);
    rate.setCeiling();
    expect(rate.at(0, 0)).toBe(200);
  });

  it("climbs by itself to a ceiling that was raised after a throttle, and falls with one at once", () => {
    const rate = new AdaptiveRate({ ceiling: 500, nowMs: 0 });
    rate.throttled(0, 500);
    rate.setCeiling(1_000);
    expect(rate.at(0, 425)).toBe(425);
    expect(rate.at(30_000, 600)).toBeGreaterThan(900);
    rate.setCeiling(100);
    expect(rate.at(30_000, 600)).toBe(100);
  });

  it("falls to what went through, but never by more than half at once", () => {
    const rate = new AdaptiveRate({ ceiling: 500, nowMs: 0 });
    rate.throttled(0, 300);
    expect(rate.at(0, 300)).toBe(255);
    rate.throttled(10, 0);
    expect(rate.at(10, 0)).toBeCloseTo(108.4, 1);
  });

  it("does not climb above twice what is used, nor above its ceiling, nor falls below its floor", () => {
    const rate = new AdaptiveRate({ start: 1_000, ceiling: 1_500, floor: 200, nowMs: 0 });
    rate.throttled(0, 1_000);
    expect(rate.at(60_000, 100)).toBe(1_000);
    expect(rate.at(61_000, 600)).toBe(1_200);
    expect(rate.at(62_000, 1_400)).toBe(1_500);
    for (let count = 0; count < 20; count += 1) rate.throttled(63_000 + count, 0);
    expect(rate.at(63_020, 0)).toBe(200);
  });
});

describe("a rate meter", () => {
  it("measures what goes through, smoothed", () => {
    const meter = new RateMeter(0);
    expect(meter.perSecond(100)).toBe(0);
    for (let ms = 0; ms < 2_000; ms += 10) meter.add(ms, 5);
    expect(meter.perSecond(2_000)).toBeCloseTo(500, 0);
  });

  it("forgets what is over", () => {
    const meter = new RateMeter(0);
    for (let ms = 0; ms < 2_000; ms += 10) meter.add(ms, 5);
    expect(meter.perSecond(5_000)).toBeLessThan(50);
    expect(meter.perSecond(6_000)).toBeLessThan(10);
  });
});
