import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fullJitterDelay } from "../src/index.ts";

describe("fullJitterDelay", () => {
  it.each([
    [0, 50],
    [1, 100],
    [2, 200],
    [8, 12_800],
    [9, 20_000],
    [5_000, 20_000],
  ])("of attempt %d is below %d ms by default", (attempt, bound) => {
    expect(fullJitterDelay({ attempt, random: () => 0 })).toBe(0);
    expect(fullJitterDelay({ attempt, random: () => 0.5 })).toBe(bound / 2);
    expect(fullJitterDelay({ attempt, random: () => 0.999 })).toBeCloseTo(bound * 0.999, 6);
  });

  it("takes other bounds", () => {
    const options = { attempt: 2, baseMs: 10, random: () => 0.5 };
    expect(fullJitterDelay(options)).toBe(20);
    expect(fullJitterDelay({ ...options, capMs: 30 })).toBe(15);
  });

  it("draws from Math.random when it is given nothing else", () => {
    const delays = Array.from({ length: 20 }, () => fullJitterDelay({ attempt: 3 }));
    expect(new Set(delays).size).toBeGreaterThan(1);
    for (const delay of delays) expect(delay).toBeLessThan(400);
  });

  it("is within [0, min(cap, base × 2^attempt)) for any bounds", () => {
    const ms = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(5_000),
        ms,
        ms,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, baseMs, capMs, drawn) => {
          const delay = fullJitterDelay({ attempt, baseMs, capMs, random: () => drawn });
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(capMs);
          if (attempt < 60) expect(delay).toBeLessThanOrEqual(baseMs * 2 ** attempt);
        },
      ),
    );
  });
});
