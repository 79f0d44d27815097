import { describe, expect, it } from "vitest";
import { TokenBucket } from "../src/index.ts";

const bucket = (options: { tokens?: number } = {}) =>
  new TokenBucket({ ratePerSecond: 10, capacity: 5, nowMs: 1_000, ...options });

describe("TokenBucket", () => {
  it("begins full and takes all or nothing", () => {
    const full = bucket();
    expect(full.take(1_000, 4)).toBe(true);
    expect(full.take(1_000, 2)).toBe(false);
    expect(full.available(1_000)).toBe(1);
    expect(full.take(1_000, 1)).toBe(true);
    expect(full.take(1_000, 0)).toBe(true);
  });

  it("begins with the tokens it is given, never above its capacity", () => {
    expect(bucket({ tokens: 2 }).available(1_000)).toBe(2);
    expect(bucket({ tokens: 9 }).available(1_000)).toBe(5);
    expect(bucket({ tokens: -3 }).available(1_000)).toBe(-3);
  });

  it("fills at its rate up to its capacity", () => {
    const empty = bucket({ tokens: 0 });
    expect(empty.available(1_250)).toBe(2.5);
    expect(empty.available(1_500)).toBe(5);
    expect(empty.available(60_000)).toBe(5);
  });

  it.each([
    ["what it holds", 5, 3, 0],
    ["what it lacks", 1, 3, 200],
    ["a debt", -2, 3, 500],
    ["more than it can ever hold, until it is full", 0, 50, 500],
    ["more than it can ever hold, when it is full", 5, 50, 0],
  ])("tells the time until it holds %s", (_, tokens, count, delayMs) => {
    expect(bucket({ tokens }).delayUntil(1_000, count)).toBe(delayMs);
  });

  it("lends, and is paid back before it gives again", () => {
    const lender = bucket();
    lender.takeOnCredit(1_000, 8);
    expect(lender.available(1_000)).toBe(-3);
    expect(lender.take(1_300, 1)).toBe(false);
    expect(lender.take(1_400, 1)).toBe(true);
  });

  it("counts time that goes back as no time", () => {
    const empty = bucket({ tokens: 0 });
    expect(empty.available(500)).toBe(0);
    expect(empty.available(1_000)).toBe(0);
    expect(empty.available(1_100)).toBe(1);
  });

  it("takes a new rate from now on and loses what is above a smaller capacity", () => {
    const changed = bucket({ tokens: 0 });
    changed.setRate(1_300, 100);
    expect(changed.available(1_300)).toBe(3);
    expect(changed.capacity).toBe(5);
    changed.setRate(1_300, 1, 2);
    expect([changed.ratePerSecond, changed.capacity, changed.available(1_300)]).toEqual([1, 2, 2]);
    changed.setRate(1_300, 1, 9);
    expect(changed.available(2_300)).toBe(3);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d as a rate", (value) => {
    const invalid = expect.objectContaining({ code: "BUCKET_INVALID" });
    const options = { ratePerSecond: 1, capacity: 1, nowMs: 0 };
    expect(() => new TokenBucket({ ...options, ratePerSecond: value })).toThrow(invalid);
    expect(() => new TokenBucket({ ...options, capacity: value })).toThrow(invalid);
    const before = bucket();
    expect(() => before.setRate(1_000, value)).toThrow(invalid);
    expect(() => before.setRate(1_000, 99, value)).toThrow(invalid);
    expect([before.ratePerSecond, before.capacity]).toEqual([10, 5]);
  });

  it.each([-1, Number.NaN])("refuses to give %d tokens, which would fill it", (count) => {
    const invalid = expect.objectContaining({ code: "BUCKET_INVALID" });
    const careful = bucket();
    expect(() => careful.take(1_000, count)).toThrow(invalid);
    expect(() => careful.takeOnCredit(1_000, count)).toThrow(invalid);
    expect(() => careful.delayUntil(1_000, count)).toThrow(invalid);
    expect(careful.available(1_000)).toBe(5);
  });

  it("refuses to begin with no number of tokens", () => {
    expect(() => bucket({ tokens: Number.NaN })).toThrow(
      expect.objectContaining({ code: "BUCKET_INVALID" }),
    );
  });
});
