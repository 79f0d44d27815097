import fc from "fast-check";
import { expect, test } from "vitest";
import { gridOver, levelsOn, sumsOn } from "../src/metrics/time-grid.ts";

const span = fc.record({
  fromMs: fc.integer({ min: 0, max: 10_000_000 }),
  lengthMs: fc.integer({ min: 0, max: 3_600_000 }),
  periodSeconds: fc.constantFrom(1, 5, 60),
});

test("a grid covers its span by whole periods, and no more than it must", () => {
  fc.assert(
    fc.property(span, ({ fromMs, lengthMs, periodSeconds }) => {
      const toMs = fromMs + lengthMs;
      const grid = gridOver(fromMs, toMs, periodSeconds);
      const periodMs = periodSeconds * 1_000;
      const endMs = grid.startMs + grid.length * periodMs;
      expect(grid.startMs % periodMs).toBe(0);
      expect(grid.startMs).toBeLessThanOrEqual(fromMs);
      expect(grid.startMs).toBeGreaterThan(fromMs - periodMs);
      expect(endMs).toBeGreaterThan(toMs);
      expect(endMs).toBeLessThanOrEqual(toMs + periodMs);
    }),
  );
});

test("nothing inside the grid is lost, nothing outside is counted", () => {
  fc.assert(
    fc.property(
      span,
      fc.array(fc.record({ atMs: fc.nat(15_000_000), value: fc.nat(1_000) })),
      ({ fromMs, lengthMs, periodSeconds }, points) => {
        const grid = gridOver(fromMs, fromMs + lengthMs, periodSeconds);
        const endMs = grid.startMs + grid.length * periodSeconds * 1_000;
        const inside = points.filter(({ atMs }) => atMs >= grid.startMs && atMs < endMs);
        const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        expect(total(sumsOn(grid, points))).toBe(total(inside.map(({ value }) => value)));
      },
    ),
  );
});

test("a level stays until the next one is known", () => {
  const grid = gridOver(0, 4_000, 1);
  const points = [
    { atMs: 1_000, value: 7 },
    { atMs: 3_000, value: 2 },
  ];
  expect(levelsOn(grid, points, 25)).toEqual([25, 7, 7, 2, 2]);
});
