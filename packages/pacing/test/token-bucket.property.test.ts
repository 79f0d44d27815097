import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenBucket } from "../src/index.ts";

/** What happens to a bucket: time goes on (or back), the rate may change, then tokens are asked for. */
interface Step {
  readonly waitMs: number;
  readonly change: { readonly ratePerSecond: number; readonly capacity: number } | null;
  readonly ask: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.constant(0), fc.double({ min: -50, max: 3_000, noNaN: true })),
    change: fc.option(
      fc.record({
        ratePerSecond: fc.double({ min: 0.1, max: 500, noNaN: true }),
        capacity: fc.double({ min: 0.1, max: 500, noNaN: true }),
      }),
      { freq: 4 },
    ),
    ask: fc.double({ min: 0, max: 600, noNaN: true }),
  }),
  { maxLength: 40 },
);

interface Moment {
  /** Tokens that the rate has made since the beginning. */
  readonly made: number;
  /** Tokens given before this moment, and up to its end. */
  readonly before: number;
  readonly after: number;
  /** The capacity in force when the moment begins. */
  readonly capacity: number;
}

const start = { ratePerSecond: 10, capacity: 25 };

/** Runs a bucket through the steps; `take` says how many tokens it gave. */
function history(
  all: readonly Step[],
  take: (bucket: TokenBucket, nowMs: number, count: number) => number,
): Moment[] {
  const bucket = new TokenBucket({ ...start, nowMs: 0 });
  let { ratePerSecond, capacity } = start;
  let [nowMs, latestMs, made, given] = [0, 0, 0, 0];
  return all.map(({ waitMs, change, ask }) => {
    nowMs += waitMs;
    if (nowMs > latestMs) {
      made += ((nowMs - latestMs) / 1_000) * ratePerSecond;
      latestMs = nowMs;
    }
    if (change) {
      ({ ratePerSecond, capacity } = change);
      bucket.setRate(nowMs, ratePerSecond, capacity);
    }
    const before = given;
    given += take(bucket, nowMs, ask);
    return { made, before, after: given, capacity };
  });
}

function forEveryWindow(moments: Moment[], check: (first: Moment, last: Moment) => void): void {
  for (const [i, first] of moments.entries()) {
    for (const last of moments.slice(i)) check(first, last);
  }
}

const ROUNDING = 1e-6;

describe("TokenBucket", () => {
  it("gives no more in any window than the rate makes in it plus the capacity at its beginning", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const moments = history(all, (bucket, nowMs, n) => (bucket.take(nowMs, n) ? n : 0));
        forEveryWindow(moments, (first, last) => {
          const bound = last.made - first.made + first.capacity;
          expect(last.after - first.before).toBeLessThanOrEqual(bound + ROUNDING);
        });
      }),
    );
  });

  it("gives all of it to whoever asks often enough", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        // Less than two would overflow between two askings, 10 ms apart.
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 1, max: 20 }),
        (ratePerSecond, capacity, seconds) => {
          const bucket = new TokenBucket({ ratePerSecond, capacity, nowMs: 0 });
          let given = 0;
          for (let nowMs = 0; nowMs <= seconds * 1_000; nowMs += 10) {
            while (bucket.take(nowMs, 1)) given += 1;
          }
          expect(given).toBeGreaterThanOrEqual(ratePerSecond * seconds + capacity - 1);
        },
      ),
    );
  });

  it("holds after `delayUntil` what it was asked for, and not a millisecond earlier", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1_000, noNaN: true }),
        fc.double({ min: 1, max: 1_000, noNaN: true }),
        fc.double({ min: -500, max: 0, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ratePerSecond, capacity, tokens, share) => {
          const bucket = new TokenBucket({ ratePerSecond, capacity, tokens, nowMs: 0 });
          const wanted = share * capacity;
          const delayMs = bucket.delayUntil(0, wanted);
          if (delayMs > 1) expect(bucket.take(delayMs - 1, wanted)).toBe(false);
          expect(bucket.available(delayMs)).toBeGreaterThanOrEqual(wanted - ROUNDING);
        },
      ),
    );
  });
});
