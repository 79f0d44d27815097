import { lambdaContext, ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import { deadlineFrom, partialBatchResponse } from "../src/index.ts";

describe("partialBatchResponse", () => {
  it.each([
    ["no failures", [], []],
    ["each failure once, in order", ["b", "a", "b"], ["b", "a"]],
  ])("%s", (_what, failures, expected) => {
    expect(partialBatchResponse(failures)).toEqual({
      batchItemFailures: expected.map((itemIdentifier) => ({ itemIdentifier })),
    });
  });
});

describe("deadlineFrom", () => {
  it.each([
    ["keeps three seconds", 30_000, undefined, 27_000],
    ["keeps what it is told", 30_000, 500, 29_500],
    ["has passed when less is left than it keeps", 2_000, undefined, 0],
  ])("%s", (_what, remainingMs, marginMs, expected) => {
    const clock = new ManualClock(1_000_000);
    const deadline = deadlineFrom(lambdaContext({ clock, remainingMs }), clock, marginMs);
    expect(deadline.remainingMs()).toBe(expected);
    expect(deadline.atMs).toBe(1_000_000 + expected);
  });
});
