import type { LoadProgress } from "@spillway/load";
import type { WriteProgress } from "@spillway/table-writer";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barLine, progressWords, textLine } from "../../src/load/load-progress-text.ts";

const NOTHING: WriteProgress = {
  read: 0,
  written: 0,
  deduplicated: 0,
  rejected: 0,
  failed: 0,
  spilled: 0,
  batches: { sent: 0, failed: 0 },
  attempts: 0,
  retries: 0,
  throttledWrites: 0,
  throttles: {},
  unitsConsumed: { table: 0, indexes: {} },
  bytes: 0,
};
const progressOf = ({
  write,
  ...rest
}: Partial<Omit<LoadProgress, "write">> & {
  write?: Partial<WriteProgress>;
} = {}): LoadProgress => ({
  bytesRead: 0,
  bytes: 1_000,
  recordsRead: 0,
  recordsBefore: 0,
  writtenBefore: 0,
  seconds: 0,
  ...rest,
  write: { ...NOTHING, ...write },
});

const BUSY = progressOf({
  bytesRead: 420,
  recordsRead: 1_048_200,
  writtenBefore: 1_000_000,
  write: { written: 1_048_190, throttledWrites: 12_000, rejected: 7, failed: 2, spilled: 1 },
});
const PACE = { recordsPerSecond: 45_120, unitsPerSecond: 45_120, secondsLeft: 100 };

describe("the words", () => {
  test("say everything where there is room, and what is none of the time nothing", () => {
    expect(progressWords(BUSY, PACE)).toBe(
      "2,048,190 written · 45,120/s · 45,120 units/s · 12,000 throttled · 7 rejected · 2 failed · 1 spilled · 100 s left",
    );
    expect(progressWords(progressOf(), { ...PACE, secondsLeft: undefined })).toBe(
      "0 written · 45,120/s · 45,120 units/s",
    );
    expect(progressWords(BUSY, undefined, 41)).toBe("2,048,190 written · 7 rejected · 2 failed");
    expect(textLine(BUSY, undefined)).toMatch(/^ {4}42 % 2,048,190 written/);
  });

  test("leave out units first, never what was not written before those", () => {
    expect(progressWords(BUSY, PACE, 100)).toBe(
      "2,048,190 written · 45,120/s · 12,000 throttled · 7 rejected · 2 failed · 1 spilled · 100 s left",
    );
    expect(progressWords(BUSY, PACE, 71)).toBe(
      "2,048,190 written · 7 rejected · 2 failed · 1 spilled · 100 s left",
    );
  });
});

test("the bar and its words fit the terminal, whatever its width and the counts", () => {
  const count = fc.integer({ min: 0, max: 1_000_000_000 });
  fc.assert(
    fc.property(
      fc.record({ written: count, throttledWrites: count, rejected: count, failed: count }),
      fc.option(fc.record({ recordsPerSecond: count, unitsPerSecond: count, secondsLeft: count })),
      fc.integer({ min: 40, max: 200 }),
      (write, pace, width) => {
        const progress = progressOf({ bytesRead: 500, recordsRead: 1, write });
        const { full, rest, words } = barLine(progress, pace ?? undefined, width);
        expect(`${full}${rest} ${words}`.length).toBeLessThan(width);
        expect(full.length + rest.length).toBe(Math.max(8, Math.min(24, Math.floor(width * 0.15))));
        expect(words).toContain("written");
      },
    ),
  );
});
