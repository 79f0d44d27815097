import { expect, test } from "vitest";
import {
  finishedProgress,
  progressText,
  type StrategyProgress,
  shareOf,
} from "../../src/compare/progress-model.ts";

const progress = (change: Partial<StrategyProgress>): StrategyProgress => ({
  strategy: "direct",
  phase: "following",
  records: 1_000,
  written: 0,
  failed: 0,
  estimated: false,
  ...change,
});

test.each([
  [progress({ phase: "invoking", records: undefined }), "sending"],
  [progress({ phase: "invoking", written: 412, estimated: true }), "about 412 of 1,000 written"],
  [progress({ written: 988, failed: 12 }), "988 of 1,000 found, 12 failed"],
  [progress({ phase: "done", written: 1_000 }), "1,000 of 1,000 found"],
  [progress({ phase: "failed" }), "failed"],
])("%j reads %s", (state, text) => {
  expect(progressText(state)).toBe(text);
});

test("a strategy is done only when every record is accounted for", () => {
  const counts = { records: 10, written: 9, failed: 1, unaccounted: 0 };
  expect(finishedProgress("direct", counts).phase).toBe("done");
  expect(finishedProgress("direct", { ...counts, failed: 0, unaccounted: 1 }).phase).toBe("failed");
  expect(finishedProgress("direct", { ...counts, records: 0, written: 0, failed: 0 }).phase).toBe(
    "failed",
  );
});

test("the share counts failed records as settled", () => {
  expect(shareOf(progress({ written: 700, failed: 50 }))).toBe(0.75);
  expect(shareOf(progress({ records: undefined }))).toBeUndefined();
  expect(shareOf(progress({ records: 0 }))).toBe(1);
});
