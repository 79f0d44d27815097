import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadDelays } from "../src/index.ts";

const counts = fc.integer({ min: 1, max: 5_000 });
const windows = fc.integer({ min: 0, max: 900 });

test("one delay for each message, ascending, from 0 and inside the window", () => {
  fc.assert(
    fc.property(counts, windows, (count, window) => {
      const delays = spreadDelays(count, window);
      expect(delays).toHaveLength(count);
      expect(delays[0]).toBe(0);
      for (const [index, delay] of delays.entries()) {
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(delays[index - 1] ?? 0);
        expect(delay).toBeLessThan(Math.max(1, window));
      }
    }),
  );
});

test("even: any stretch of the window holds its share of the messages, within one", () => {
  fc.assert(
    fc.property(
      counts,
      fc.integer({ min: 1, max: 900 }),
      fc.nat(899),
      fc.nat(899),
      (count, window, a, b) => {
        const [from, to] = [Math.min(a, b) % window, Math.max(a, b) % window].sort((x, y) => x - y);
        const inside = spreadDelays(count, window).filter(
          (delay) => delay >= (from ?? 0) && delay < (to ?? 0),
        );
        const share = (((to ?? 0) - (from ?? 0)) * count) / window;
        expect(Math.abs(inside.length - share)).toBeLessThan(1 + 1e-9);
      },
    ),
  );
});
