import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BurstBucket, OnDemandMeter, PartitionMeter } from "../../src/index.ts";

/** What the meters have in common. */
interface Meter {
  available(nowMs: number): number;
  tryTake(nowMs: number, units: number): boolean;
  takeUpTo(nowMs: number, units: number): number;
}

interface Step {
  readonly waitMs: number;
  readonly units: number;
  readonly upTo: boolean;
}

const RATE = 50;

function partition(): Meter {
  const meter = new PartitionMeter({ ratePerSecond: RATE });
  return {
    available: (nowMs) => meter.available(nowMs, "a"),
    tryTake: (nowMs, units) => meter.tryTake(nowMs, "a", units),
    takeUpTo: (nowMs, units) => meter.takeUpTo(nowMs, "a", units),
  };
}

/** One that read more than it had: 60 units in debt. */
function indebted(): Meter {
  const bucket = new BurstBucket({ ratePerSecond: RATE, burstSeconds: 5, nowMs: 0 });
  bucket.charge(0, RATE + 60);
  return bucket;
}

const meters: [string, () => Meter][] = [
  ["BurstBucket", () => new BurstBucket({ ratePerSecond: RATE, burstSeconds: 5, nowMs: 0 })],
  ["BurstBucket in debt", indebted],
  ["PartitionMeter", partition],
  ["OnDemandMeter", () => new OnDemandMeter({ initialUnits: RATE, nowMs: 0 })],
];

const units = fc.oneof(fc.nat(400), fc.double({ min: 0, max: 120, noNaN: true }));
const histories = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.constant(0), fc.nat(1_500), fc.nat(40 * 60_000)),
    units,
    upTo: fc.boolean(),
  }),
  { maxLength: 20 },
);

/** A meter after a history, and the time then. */
function after(make: () => Meter, history: readonly Step[]): { meter: Meter; nowMs: number } {
  const meter = make();
  let nowMs = 0;
  for (const step of history) {
    nowMs += step.waitMs;
    if (step.upTo) meter.takeUpTo(nowMs, step.units);
    else meter.tryTake(nowMs, step.units);
  }
  return { meter, nowMs };
}

describe.each(meters)("takeUpTo of %s", (_name, make) => {
  it("gives all that is asked when tryTake would, else all that there is", () => {
    fc.assert(
      fc.property(histories, units, (history, asked) => {
        const [one, other] = [after(make, history), after(make, history)];
        const had = Math.max(0, one.meter.available(one.nowMs));
        const taken = one.meter.takeUpTo(one.nowMs, asked);
        expect(taken).toBe(other.meter.tryTake(other.nowMs, asked) ? asked : Math.min(asked, had));
      }),
    );
  });

  it("gives the same in one call as in two at the same moment, and leaves the same", () => {
    fc.assert(
      fc.property(histories, units, units, (history, first, second) => {
        const [one, other] = [after(make, history), after(make, history)];
        const { nowMs } = one;
        const apart = one.meter.takeUpTo(nowMs, first) + one.meter.takeUpTo(nowMs, second);
        const together = other.meter.takeUpTo(nowMs, first + second);
        expect(apart).toBeCloseTo(together, 6);
        expect(one.meter.available(nowMs)).toBeCloseTo(other.meter.available(nowMs), 6);
      }),
    );
  });

  it("gives no less where more is asked, and never more than is asked", () => {
    fc.assert(
      fc.property(histories, units, units, (history, asked, more) => {
        const [one, other] = [after(make, history), after(make, history)];
        const less = one.meter.takeUpTo(one.nowMs, asked);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(less).toBeLessThanOrEqual(asked);
        expect(other.meter.takeUpTo(other.nowMs, asked + more)).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  it.each([Number.NaN, -1])("refuses to take %s", (asked) => {
    expect(() => make().takeUpTo(0, asked)).toThrow(
      expect.objectContaining({ code: "BUCKET_INVALID" }),
    );
  });
});
