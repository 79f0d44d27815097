import fc from "fast-check";
import { expect, it } from "vitest";
import { blindTake, spreadTakes } from "../../src/stock/stock-takes.ts";

const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const counters = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 })
  .map((all) => all.map((left, shard) => ({ shard, left })));
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

it("takes from one of the product's counters when nothing is known of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), randoms, (shards, random) => {
      const take = blindTake({ productId: "kettle", units: 3 }, shards, () => random);
      expect(Number.isInteger(take.shard)).toBe(true);
      expect(take.shard).toBeGreaterThanOrEqual(0);
      expect(take.shard).toBeLessThan(shards);
      expect(take).toMatchObject({ productId: "kettle", units: 3 });
    }),
  );
});

it("takes what is wanted, from no counter more than it has, as long as all together have enough", () => {
  fc.assert(
    fc.property(counters, fc.integer({ min: 1, max: 60 }), randoms, (all, units, random) => {
      const takes = spreadTakes({ productId: "kettle", units }, all, () => random);
      const left = new Map(all.map((counter) => [counter.shard, counter.left]));
      if (sum([...left.values()]) < units) {
        expect(takes).toBeUndefined();
        return;
      }
      const taken = takes ?? [];
      expect(sum(taken.map((take) => take.units))).toBe(units);
      expect(new Set(taken.map(({ shard }) => shard)).size).toBe(taken.length);
      for (const take of taken) {
        expect(take.units).toBeGreaterThan(0);
        expect(take.units).toBeLessThanOrEqual(left.get(take.shard) ?? 0);
      }
    }),
  );
});

it.each([
  { counters: [5, 9, 2], units: 4, updates: 1 },
  { counters: [5, 9, 2], units: 9, updates: 1 },
  { counters: [5, 9, 2], units: 14, updates: 2 },
  { counters: [5, 9, 2], units: 16, updates: 3 },
])(
  "takes $units from counters of $counters with $updates updates",
  ({ counters: all, units, updates }) => {
    const kept = all.map((left, shard) => ({ shard, left }));
    expect(spreadTakes({ productId: "kettle", units }, kept, () => 0.99)).toHaveLength(updates);
  },
);
