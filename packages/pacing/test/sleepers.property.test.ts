import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../src/index.ts";

const sleepers = fc.array(
  fc.record({ ms: fc.integer({ min: 0, max: 20 }), leavesAtMs: fc.option(fc.nat(19)) }),
  { maxLength: 60 },
);

describe("sleepers of a manual clock", () => {
  it("wake at their own moments, those of one moment in the order of coming; who left is not woken", async () => {
    await fc.assert(
      fc.asyncProperty(sleepers, async (list) => {
        const clock = new ManualClock();
        const woken: { index: number; atMs: number }[] = [];
        for (const [index, { ms, leavesAtMs }] of list.entries()) {
          const controller = new AbortController();
          if (leavesAtMs !== null && leavesAtMs < ms) {
            void clock.sleep(leavesAtMs).then(() => controller.abort());
          }
          void clock.sleep(ms, controller.signal).then(
            () => woken.push({ index, atMs: clock.now() }),
            () => undefined,
          );
        }
        await clock.advance(20);
        const expected = list
          .map(({ ms, leavesAtMs }, index) => ({ index, atMs: ms, leavesAtMs }))
          .filter(({ atMs, leavesAtMs }) => leavesAtMs === null || leavesAtMs >= atMs)
          .sort((one, other) => one.atMs - other.atMs || one.index - other.index)
          .map(({ index, atMs }) => ({ index, atMs }));
        expect(woken).toEqual(expected);
        expect(clock.sleeping).toBe(0);
      }),
    );
  });
});
