import pc from "picocolors";
import { expect, test } from "vitest";
import { figuresText } from "../../src/report/figures-text.ts";
import { outputsWith, sampleComparison, WITHOUT_SPILLOVER } from "./sample-comparison.ts";

const plain = pc.createColors(false);

test("every figure has a column for each strategy", () => {
  const lines = figuresText(sampleComparison(), plain).split("\n");
  expect(lines.map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Direct +Buffered +Spillover$/),
      expect.stringMatching(/^Records +1,000 +1,000 +1,000 +in the spike$/),
      expect.stringMatching(/^Written +904 +1,000 +1,000 +found in the table by key$/),
      expect.stringMatching(/^Through the queue +0 +1,000 +420 +handed over by the function$/),
      expect.stringMatching(/^Failed +96 +0 +0 +in a queue, with the reason$/),
      expect.stringMatching(/^Function answered +22 s +1\.4 s +20 s +wrote or handed over all$/),
      expect.stringMatching(/^Time to complete +22 s for 904 +46 s +38 s +until the last was/),
      "direct: 96 failed with ATTEMPTS_EXHAUSTED: still unprocessed after 8 attempts",
    ]),
  );
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(92);
});

test("an environment without spillover has two columns", () => {
  const text = figuresText(sampleComparison({}, outputsWith(WITHOUT_SPILLOVER)), plain);
  expect(text).toMatch(/^ +Direct +Buffered$/m);
  expect(text).toMatch(/^ +Records +1,000 +1,000 +in the spike$/m);
  expect(text).not.toMatch(/spillover|through the queue +0/i);
});
