import fc from "fast-check";
import { expect, test } from "vitest";
import { deferralDelays } from "../../src/drain/deferral-delays.ts";

const rates = fc.option(fc.double({ min: 0.001, max: 40_000, noNaN: true }), { nil: undefined });

test("one delay for each message, ascending, from 1 to 900, over as long as the writes need", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), rates, (count, rate) => {
      const delays = deferralDelays(count, rate);
      expect(delays).toHaveLength(count);
      expect(delays[0]).toBe(1);
      expect(delays.at(-1)).toBeLessThanOrEqual(
        Math.min(900, Math.ceil(count / (rate ?? count / 30))),
      );
      expect(delays.every((delay, index) => delay >= (delays[index - 1] ?? 1))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
