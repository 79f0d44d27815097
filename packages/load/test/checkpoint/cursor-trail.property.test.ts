import { type SettledKind, SettledWatermark } from "@spillway/table-writer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CursorTrail } from "../../src/checkpoint/cursor-trail.ts";

const KINDS: readonly SettledKind[] = ["written", "deduplicated", "rejected", "failed", "spilled"];

/** Sizes of blocks, in which order their records end and how, and how many of the blocks are read first. */
const runs = fc
  .record({ from: fc.nat(500), blocks: fc.array(fc.nat(6), { maxLength: 30 }) })
  .chain(({ from, blocks }) => {
    const count = blocks.reduce((sum, records) => sum + records, 0);
    const indexes = Array.from({ length: count }, (_, at) => from + at);
    return fc.record({
      ...{ from: fc.constant(from), blocks: fc.constant(blocks) },
      order: fc.shuffledSubarray(indexes, { minLength: 0 }),
      kind: fc.func(fc.constantFrom(...KINDS)),
      looks: fc.func(fc.boolean()),
    });
  });

test("a run goes on at the last block before which all has ended, with the counts just there", () => {
  fc.assert(
    fc.property(runs, ({ from, blocks, order, kind, looks }) => {
      const watermark = new SettledWatermark(from);
      const trail = new CursorTrail(watermark);
      const begins = [from];
      for (const records of blocks) {
        const begin = (begins.at(-1) ?? from) + records;
        begins.push(begin);
        trail.add(records, { block: begins.length - 1 });
      }
      const ended = new Set<number>();
      for (const index of order) {
        watermark.settle(index, kind(index));
        ended.add(index);
        // Looking in between, or not, makes no difference to what is found at the end.
        if (looks(index)) trail.reached();
      }
      let at = 0;
      const isDone = (block: number) => {
        for (let index = begins[block - 1] ?? 0; index < (begins[block] ?? 0); index += 1) {
          if (!ended.has(index)) return false;
        }
        return true;
      };
      while (at < blocks.length && isDone(at + 1)) at += 1;
      const place = trail.reached();
      if (at === 0) {
        expect(place).toBeUndefined();
        // What has ended since is read again, and counted then.
        const none = { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 };
        const start = blocks.length > 0 ? { next: from, counts: none } : undefined;
        expect(trail.start).toEqual(start);
        return;
      }
      const counts = { written: 0, deduplicated: 0, rejected: 0, failed: 0, spilled: 0 };
      const next = begins[at] ?? 0;
      for (let index = from; index < next; index += 1) counts[kind(index)] += 1;
      expect(place).toEqual({ next, counts, cursor: { block: at } });
    }),
    { numRuns: 500 },
  );
});
