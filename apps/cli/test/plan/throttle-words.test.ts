import { describe, expect, it } from "vitest";
import { throttleWords } from "../../src/plan/answer/throttle-words.ts";
import { SAMPLE_PLAN } from "./sample-plan.ts";

const [onDemand, fixed] = SAMPLE_PLAN.strategies;
if (onDemand === undefined || fixed === undefined) throw new Error("expected two strategies");
const keyRange = {
  throttledWrites: 10,
  throttles: [{ resource: "", reason: "TableWriteKeyRangeThroughputExceeded", events: 10 }],
} as const;
const provisioned = { ...fixed.settings, billing: "provisioned" as const };

describe("why a strategy is throttled", () => {
  it.each([
    ["nothing is", onDemand, ""],
    ["its capacity", fixed, "the table: provisioned capacity"],
    ["a partition", { ...fixed, settings: provisioned, ...keyRange }, "the table: one partition"],
    [
      "growth on demand, where no key is hot",
      { ...onDemand, ...keyRange, limitedBy: "the table" },
      "the table: more than it takes at once on demand",
    ],
    [
      "a hot key on demand",
      { ...onDemand, ...keyRange, limitedBy: "the key USER#1" },
      "the key USER#1: one partition",
    ],
    [
      "messages that SQS would forget",
      { ...onDemand, backlogFault: "expires" as const },
      "SQS keeps messages for 14 days at most",
    ],
  ])("%s", (_, strategy, words) => {
    expect(throttleWords(strategy)).toBe(words);
  });
});
