import { describe, expect, it } from "vitest";
import { batchAnswer } from "../../../src/event-sources/stream/batch-answer.ts";

const failures = (...ids: unknown[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("the answer of a function that reports failures", () => {
  it.each<[string, unknown, number | "all" | "none"]>([
    ["nothing", null, "none"],
    ["no list", {}, "none"],
    ["a null list", { batchItemFailures: null }, "none"],
    ["an empty list", failures(), "none"],
    ["the lowest of several", failures("30", "20"), 1],
    ["the first", failures("10"), 0],
    ["an empty id", failures(""), "all"],
    ["a null id", failures(null), "all"],
    ["an id that was not in the batch", failures("20", "99"), "all"],
    ["another name", { batchItemFailures: [{ id: "20" }] }, "all"],
    ["a list that is none", { batchItemFailures: "20" }, "all"],
    ["a text", "done", "all"],
    ["a list", [], "all"],
  ])("with %s", (_what, answer, expected) => {
    expect(batchAnswer(JSON.stringify(answer), ["10", "20", "30"])).toBe(expected);
  });

  it("that is no JSON", () => {
    expect(batchAnswer("undefined", ["10"])).toBe("all");
  });
});
