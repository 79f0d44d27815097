import { describe, expect, it } from "vitest";
import { queueRecord } from "../../../src/event-sources/queue/queue-event.ts";
import { queueFilter } from "../../../src/event-sources/queue/queue-filter.ts";

const record = (Body: string) =>
  queueRecord(
    {
      MessageId: "m",
      Body,
      Attributes: { SenderId: "somebody" },
      MessageAttributes: { kind: { DataType: "String", StringValue: "order" } },
    },
    "arn:aws:sqs:us-east-1:123456789012:q",
  );
const passes = (body: string, ...patterns: object[]) =>
  queueFilter(patterns.map((pattern) => JSON.stringify(pattern)))(record(body));

describe("queueFilter", () => {
  it.each<[boolean, string, object]>([
    // By the table of message and pattern formats in AWS's documentation.
    [true, "RequestCode: BBBB", { body: [{ prefix: "RequestCode: B" }] }],
    [false, "RequestCode: AAAA", { body: [{ prefix: "RequestCode: B" }] }],
    [true, "plain", { attributes: { SenderId: ["somebody"] } }],
    [false, "plain", { body: { RequestCode: ["BBBB"] } }],
    [false, '{"RequestCode":"BBBB"}', { body: ["RequestCode: BBBB"] }],
    [true, '{"RequestCode":"BBBB"}', { attributes: { SenderId: ["somebody"] } }],
    [true, '{"RequestCode":"BBBB"}', { body: { RequestCode: ["BBBB"] } }],
    [false, '{"RequestCode":"AAAA"}', { body: { RequestCode: ["BBBB"] } }],
    [true, '{"n":5}', { messageAttributes: { kind: { stringValue: ["order"] } } }],
    [true, '{"n":5', { body: ['{"n":5'] }],
    [true, "5", { body: ["5"] }],
  ])("%j for %s with %j", (expected, body, pattern) => {
    expect(passes(body, pattern)).toBe(expected);
  });

  it("hands on what matches one of several patterns, and all where there is none", () => {
    const patterns = [{ body: { a: [1] } }, { body: { b: [{ exists: true }] } }];
    expect(passes('{"b":0}', ...patterns)).toBe(true);
    expect(passes('{"c":0}', ...patterns)).toBe(false);
    expect(passes("anything")).toBe(true);
  });
});
