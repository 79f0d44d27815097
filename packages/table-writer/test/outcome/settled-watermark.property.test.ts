import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SettledKind, SettledWatermark } from "../../src/index.ts";

const KINDS: readonly SettledKind[] = ["written", "deduplicated", "rejected", "failed", "spilled"];

/** Records from `from` on, in the order in which they end, each with how. */
const endings = fc
  .record({ from: fc.nat(5_000), count: fc.integer({ min: 1, max: 4_000 }), seed: fc.nat() })
  .chain(({ from, count }) => {
    const indexes = Array.from({ length: count }, (_, at) => from + at);
    return fc.record({
      from: fc.constant(from),
      order: fc.shuffledSubarray(indexes, { minLength: 0 }),
      kinds: fc.infiniteStream(fc.constantFrom(...KINDS)),
    });
  });

describe("SettledWatermark", () => {
  it("stands at the first record that is open, and counts those before it", () => {
    fc.assert(
      fc.property(endings, ({ from, order, kinds }) => {
        const watermark = new SettledWatermark(from);
        const ended = new Map<number, SettledKind>();
        for (const index of order) {
          const kind = kinds.next().value ?? "written";
          watermark.settle(index, kind);
          ended.set(index, kind);
        }
        let next = from;
        const counts = { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 };
        for (let kind = ended.get(next); kind !== undefined; kind = ended.get(next)) {
          counts[kind] += 1;
          next += 1;
        }
        expect(watermark.next).toBe(next);
        expect(watermark.counts).toEqual(counts);
        expect(watermark.settledAhead).toBe(ended.size - (next - from));
      }),
      { numRuns: 200 },
    );
  });

  it("goes on from the counts of an earlier run", () => {
    const watermark = new SettledWatermark(3, { written: 2, failed: 1 });
    watermark.settle(3, "written");
    expect(watermark.next).toBe(4);
    expect(watermark.counts).toEqual({
      written: 3,
      deduplicated: 0,
      rejected: 0,
      failed: 1,
      spilled: 0,
    });
  });

  it.each([
    ["a record before the watermark", [0, 0]],
    ["a record ahead of it", [5, 5]],
  ])("refuses %s that ends twice", (_what, indexes) => {
    const watermark = new SettledWatermark();
    expect(() => {
      for (const index of indexes) watermark.settle(index, "written");
    }).toThrow(expect.objectContaining({ code: "SETTLED_TWICE" }));
  });
});
