import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ManualClock, RateLimiter } from "../src/index.ts";

const requests = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 400 }),
    units: fc.integer({ min: 0, max: 60 }),
    abortAfterMs: fc.option(fc.integer({ min: 0, max: 1_500 }), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 15 },
);

describe("RateLimiter", () => {
  it("grants in order, keeps the rate in every window, and takes nothing for who was aborted", async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        fc.integer({ min: 5, max: 100 }),
        fc.integer({ min: 1, max: 50 }),
        async (all, ratePerSecond, burst) => {
          const clock = new ManualClock();
          const limiter = new RateLimiter({ clock, ratePerSecond, burst });
          const granted: { order: number; units: number; atMs: number }[] = [];
          let settled = 0;
          for (const [order, { waitMs, units, abortAfterMs }] of all.entries()) {
            await clock.advance(waitMs);
            const controller = new AbortController();
            void limiter.acquire(units, controller.signal).then(
              () => {
                settled += 1;
                granted.push({ order, units, atMs: clock.now() });
              },
              () => {
                settled += 1;
              },
            );
            if (abortAfterMs !== null) {
              void clock.sleep(abortAfterMs).then(() => controller.abort("aborted"));
            }
          }
          await clock.advance(1_000_000);

          expect(settled).toBe(all.length);
          expect(granted.map(({ order }) => order)).toEqual(
            granted.map(({ order }) => order).sort((a, b) => a - b),
          );
          for (const [i, first] of granted.entries()) {
            let units = 0;
            for (const last of granted.slice(i)) {
              units += last.units;
              const made = ((last.atMs - first.atMs) / 1_000) * ratePerSecond;
              expect(units).toBeLessThanOrEqual(made + Math.max(burst, last.units) + 1e-6);
            }
          }
          // Nobody waits longer than what was granted before it, and itself, need at this rate.
          const lastMs = granted.at(-1)?.atMs ?? 0;
          const arrivalMs = all.reduce((sum, { waitMs }) => sum + waitMs, 0);
          const units = granted.reduce((sum, one) => sum + one.units, 0);
          expect(lastMs).toBeLessThanOrEqual(
            arrivalMs + (units / ratePerSecond) * 1_000 + granted.length + 1,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
