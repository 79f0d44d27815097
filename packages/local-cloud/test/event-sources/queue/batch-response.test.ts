import { describe, expect, it } from "vitest";
import { failedMessages } from "../../../src/event-sources/queue/batch-response.ts";

const ids = ["a", "b", "c"];

describe("failedMessages", () => {
  it.each(["null", "{}", '{"batchItemFailures":null}', '{"batchItemFailures":[]}', '{"other":1}'])(
    "%s means that all went well",
    (payload) => {
      expect(failedMessages(payload, ids)).toEqual(new Set());
    },
  );

  it("names those that failed", () => {
    const payload = '{"batchItemFailures":[{"itemIdentifier":"c"},{"itemIdentifier":"a"}]}';
    expect(failedMessages(payload, ids)).toEqual(new Set(["a", "c"]));
  });

  it.each([
    "",
    "not json",
    '"done"',
    "[]",
    "1",
    '{"batchItemFailures":"a"}',
    '{"batchItemFailures":["a"]}',
    '{"batchItemFailures":[null]}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"id":"a"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"nobody"}]}',
  ])("%s fails the whole batch", (payload) => {
    expect(failedMessages(payload, ids)).toBe("all");
  });
});
