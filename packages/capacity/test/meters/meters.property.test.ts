import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BurstBucket, OnDemandMeter, PartitionMeter } from "../../src/index.ts";

interface Given {
  readonly atMs: number;
  /** Units that the rate has made up to this moment. */
  readonly made: number;
  readonly units: number;
  /** What may be saved when a window begins here. */
  readonly burst: number;
}

/** Takes all of the units or none, or as many as there are; how many that was. */
function take(
  meter: BurstBucket | OnDemandMeter,
  nowMs: number,
  units: number,
  upTo: boolean,
): number {
  if (upTo) return meter.takeUpTo(nowMs, units);
  return meter.tryTake(nowMs, units) ? units : 0;
}

/** In every window, from any grant to any later one: at most what the rate made and the burst. */
function expectBounded(given: readonly Given[]): void {
  for (const [i, first] of given.entries()) {
    let units = 0;
    for (const last of given.slice(i)) {
      units += last.units;
      expect(units).toBeLessThanOrEqual(last.made - first.made + first.burst + 1e-6);
    }
  }
}

const waitMs = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 2_000 }),
  fc.integer({ min: 0, max: 400_000 }),
);
const rates = fc.integer({ min: 1, max: 200 });

describe("BurstBucket", () => {
  it("admits no more in any window than rate × window + burst, also where the rate changes", () => {
    const arrivals = fc.array(
      fc.record({
        waitMs,
        share: fc.double({ min: 0, max: 1.1, noNaN: true }),
        rate: fc.option(rates, { freq: 4 }),
        upTo: fc.boolean(),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(
        arrivals,
        rates,
        fc.integer({ min: 1, max: 300 }),
        fc.boolean(),
        (all, firstRate, burstSeconds, startFull) => {
          let ratePerSecond = firstRate;
          const bucket = new BurstBucket({ ratePerSecond, burstSeconds, startFull, nowMs: 0 });
          let [nowMs, made] = [0, 0];
          const given: Given[] = [];
          for (const { waitMs, share, rate, upTo } of all) {
            nowMs += waitMs;
            made += (waitMs / 1_000) * ratePerSecond;
            if (rate !== null) {
              ratePerSecond = rate;
              bucket.setRate(nowMs, rate);
            }
            const burst = ratePerSecond * burstSeconds;
            const units = share * burst;
            given.push({ atMs: nowMs, made, units: take(bucket, nowMs, units, upTo), burst });
          }
          expectBounded(given);
        },
      ),
    );
  });

  it("of a new table has in all no more than one second and what its rate made since", () => {
    fc.assert(
      fc.property(
        rates,
        fc.array(fc.record({ waitMs, units: fc.nat(500), upTo: fc.boolean() }), { maxLength: 30 }),
        (ratePerSecond, all) => {
          const bucket = new BurstBucket({ ratePerSecond, nowMs: 0 });
          let [nowMs, taken] = [0, 0];
          for (const { waitMs, units, upTo } of all) {
            nowMs += waitMs;
            taken += take(bucket, nowMs, units, upTo);
            expect(taken).toBeLessThanOrEqual(ratePerSecond * (1 + nowMs / 1_000) + 1e-6);
          }
        },
      ),
    );
  });
});

describe("PartitionMeter", () => {
  it("admits for each key no more in any window than rate × window + one second, forgetting or not", () => {
    const arrivals = fc.array(
      fc.record({
        waitMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(5_000)),
        key: fc.constantFrom("a", "b", "c", "d", "e"),
        units: fc.nat(120),
        upTo: fc.boolean(),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 6 }), (all, maxKeys) => {
        const ratePerSecond = 100;
        const meter = new PartitionMeter({ ratePerSecond, maxKeys });
        const given = new Map<string, Given[]>();
        let nowMs = 0;
        for (const { waitMs, key, units, upTo } of all) {
          nowMs += waitMs;
          const could = meter.available(nowMs, key) >= units;
          let taken = units;
          if (upTo) taken = meter.takeUpTo(nowMs, key, units);
          else expect(meter.tryTake(nowMs, key, units)).toBe(could);
          if (!could && !upTo) continue;
          const made = (nowMs / 1_000) * ratePerSecond;
          const grant = { atMs: nowMs, made, units: taken, burst: ratePerSecond };
          given.set(key, [...(given.get(key) ?? []), grant]);
        }
        for (const grants of given.values()) expectBounded(grants);
      }),
    );
  });
});

describe("OnDemandMeter", () => {
  it("admits no more in any window than its limit makes in it and one second of it", () => {
    const arrivals = fc.array(
      fc.record({
        waitMs: fc.oneof(fc.constant(0), fc.nat(400), fc.nat(40 * 60_000)),
        share: fc.double({ min: 0, max: 1.1, noNaN: true }),
        upTo: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(arrivals, (all) => {
        const meter = new OnDemandMeter({ initialUnits: 100, nowMs: 0 });
        let [nowMs, made, highest] = [0, 0, 100];
        const given: Given[] = [];
        for (const { waitMs, share, upTo } of all) {
          nowMs += waitMs;
          const limit = meter.limit(nowMs);
          // The limit may have grown at any moment of the wait.
          made += (waitMs / 1_000) * limit;
          const units = share * limit;
          given.push({ atMs: nowMs, made, units: take(meter, nowMs, units, upTo), burst: limit });
          expect(limit).toBeGreaterThanOrEqual(highest);
          highest = limit;
        }
        expectBounded(given);
      }),
    );
  });

  it("never has a limit above double what a second of 30 minutes ago was given", () => {
    const arrivals = fc.array(
      fc.record({
        waitMs: fc.oneof(fc.nat(400), fc.nat(20 * 60_000)),
        units: fc.nat(300),
        upTo: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(arrivals, (all) => {
        const meter = new OnDemandMeter({ initialUnits: 100, nowMs: 0 });
        const given: { atMs: number; units: number }[] = [];
        let nowMs = 0;
        for (const { waitMs, units, upTo } of all) {
          nowMs += waitMs;
          given.push({ atMs: nowMs, units: take(meter, nowMs, units, upTo) });
          const old = given.filter(({ atMs }) => atMs <= nowMs - 30 * 60_000);
          const peak = Math.max(
            ...old.map((first) =>
              given
                .filter(({ atMs }) => atMs >= first.atMs && atMs < first.atMs + 1_000)
                .reduce((sum, one) => sum + one.units, 0),
            ),
            0,
          );
          expect(meter.limit(nowMs)).toBeLessThanOrEqual(Math.max(100, 2 * peak));
        }
      }),
    );
  });
});
