import { describe, expect, it } from "vitest";
import { billedSqsRequests } from "../../src/cost/cost-of-services.ts";
import { sqsRequestsOf } from "../../src/index.ts";

const KIB = 1_024;

describe("billedSqsRequests", () => {
  it.each([
    [0, 1],
    [1, 1],
    [64 * KIB, 1],
    [64 * KIB + 1, 2],
    [256 * KIB, 4],
  ])("of a call with %d bytes are %d", (bytes, requests) => {
    expect(billedSqsRequests(bytes)).toBe(requests);
  });
});

describe("sqsRequestsOf", () => {
  it.each([
    ["nothing", { messages: 0 }, 0],
    ["nothing but empty receives", { messages: 0, emptyReceives: 7 }, 7],
    ["one message: send, receive, delete", { messages: 1 }, 3],
    ["1,000 messages in 100 batches", { messages: 1_000 }, 300],
    ["1,000 messages, taken in 250 batches", { messages: 1_000, receives: 250 }, 600],
    ["one message, taken by one call", { messages: 1, receives: 1 }, 3],
    ["nothing, by a consumer that did not run", { messages: 0, receives: 0 }, 0],
    ["20 messages more that are sent and never taken", { messages: 10, left: 20 }, 5],
    ["messages that are only sent", { messages: 0, left: 11 }, 2],
    ["11 messages in two batches", { messages: 11 }, 6],
    ["batches of 200 KB: four requests each way", { messages: 10, messageBytes: 20 * KIB }, 9],
    [
      "messages of 100 KB, of which two fit",
      { messages: 4, messageBytes: 100 * KIB },
      2 * 4 * 2 + 2,
    ],
    ["messages of 256 KB, each alone", { messages: 3, messageBytes: 256 * KIB }, 3 * 4 * 2 + 3],
    ["consumers that took few at a time", { messages: 100, receives: 50 }, 10 + 50 + 50],
    ["empty receives beside", { messages: 10, emptyReceives: 5 }, 8],
  ])("of %s", (_, traffic, requests) => {
    expect(sqsRequestsOf(traffic)).toBe(requests);
  });
});
