import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadEvenly } from "../../src/catalogue/stock-spread.ts";

test("spreads units over counters so that none is lost and they differ by one at the most", () => {
  const property = fc.property(
    fc.nat(100_000),
    fc.integer({ min: 1, max: 1_000 }),
    (units, shards) => {
      const spread = spreadEvenly(units, shards);
      expect(spread).toHaveLength(shards);
      expect(spread.reduce((sum, each) => sum + each, 0)).toBe(units);
      expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1);
    },
  );
  fc.assert(property, { numRuns: 200 });
});
