import { describe, expect, it } from "vitest";
import { OnDemandMeter } from "../../src/index.ts";

const MINUTE = 60_000;

/** Takes so many units in each second, in slices of 100 ms; answers how many it got. */
function drive(meter: OnDemandMeter, fromMs: number, seconds: number, unitsPerSecond: number) {
  let taken = 0;
  for (let nowMs = fromMs; nowMs < fromMs + seconds * 1_000; nowMs += 100) {
    if (meter.tryTake(nowMs, unitsPerSecond / 10)) taken += unitsPerSecond / 10;
  }
  return taken;
}

describe("OnDemandMeter", () => {
  it("sustains 4,000 write units a second when new", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    expect(meter.limit(0)).toBe(4_000);
    expect(drive(meter, 0, 60, 4_000)).toBe(240_000);
    expect(meter.tryTake(60_000, 4_001)).toBe(false);
    expect(meter.available(61_000)).toBe(4_000);
  });

  it("takes other units for reads", () => {
    expect(new OnDemandMeter({ initialUnits: 12_000, nowMs: 0 }).limit(0)).toBe(12_000);
  });

  it("takes double a peak when that peak is 30 minutes old, and not before", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    drive(meter, 0, 5, 3_000);
    expect(meter.limit(30 * MINUTE - 1)).toBe(4_000);
    expect(meter.limit(30 * MINUTE)).toBe(6_000);
  });

  it("gives the second after a long pause at the grown limit", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    drive(meter, 0, 5, 4_000);
    expect(meter.available(45 * MINUTE)).toBe(8_000);
  });

  it("counts what it sustained as the peak, not what a pause had saved", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    // 4,000 saved and nearly 4,000 made within one second.
    drive(meter, 0, 1, 8_000);
    expect(meter.limit(31 * MINUTE)).toBe(8_000);
  });

  it("grows step by step with growing peaks, each in its own time", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    drive(meter, 0, 2, 2_500);
    drive(meter, 10 * MINUTE, 2, 3_500);
    expect([30, 39, 40].map((minute) => meter.limit(minute * MINUTE + 10))).toEqual([
      5_000, 5_000, 7_000,
    ]);
    drive(meter, 50 * MINUTE, 2, 7_000);
    expect([79, 80].map((minute) => meter.limit(minute * MINUTE + 10))).toEqual([7_000, 14_000]);
  });

  it("never shrinks", () => {
    const meter = new OnDemandMeter({ nowMs: 0 });
    drive(meter, 0, 60, 10);
    expect(meter.limit(24 * 60 * MINUTE)).toBe(4_000);
  });
});
