import { describe, expect, it } from "vitest";
import { BurstBucket } from "../../src/index.ts";

describe("BurstBucket", () => {
  it("of a new table has the capacity of one second and saves what is not used", () => {
    const bucket = new BurstBucket({ ratePerSecond: 10, nowMs: 0 });
    expect([bucket.ratePerSecond, bucket.burst]).toEqual([10, 3_000]);
    expect(bucket.tryTake(0, 11)).toBe(false);
    expect(bucket.tryTake(0, 10)).toBe(true);
    expect(bucket.available(60_000)).toBe(600);
    expect(bucket.available(300_000)).toBe(3_000);
    expect(bucket.available(3_000_000)).toBe(3_000);
  });

  it("of a table that was idle for long has all of its burst", () => {
    const bucket = new BurstBucket({
      ratePerSecond: 25,
      burstSeconds: 15,
      startFull: true,
      nowMs: 0,
    });
    expect(bucket.tryTake(0, 375)).toBe(true);
    expect(bucket.tryTake(0, 1)).toBe(false);
    expect(bucket.tryTake(40, 1)).toBe(true);
  });

  it("keeps the capacity of one second at the least", () => {
    expect(new BurstBucket({ ratePerSecond: 10, burstSeconds: 0, nowMs: 0 }).burst).toBe(10);
  });

  it("is in debt after a charge that it did not hold", () => {
    const bucket = new BurstBucket({ ratePerSecond: 10, nowMs: 0 });
    bucket.charge(0, 30);
    expect(bucket.tryTake(2_000, 1)).toBe(false);
    expect(bucket.tryTake(2_100, 1)).toBe(true);
  });

  it("follows a new rate, keeping what was saved up to the new burst", () => {
    const bucket = new BurstBucket({ ratePerSecond: 10, startFull: true, nowMs: 0 });
    bucket.setRate(0, 100);
    expect([bucket.burst, bucket.available(0), bucket.available(1_000)]).toEqual([
      30_000, 3_000, 3_100,
    ]);
    bucket.setRate(1_000, 1);
    expect([bucket.burst, bucket.available(1_000)]).toEqual([300, 300]);
  });

  it("refuses a rate that is none", () => {
    expect(() => new BurstBucket({ ratePerSecond: 0, nowMs: 0 })).toThrow(
      expect.objectContaining({ code: "BUCKET_INVALID" }),
    );
  });
});
