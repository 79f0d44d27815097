import { describe, expect, it } from "vitest";
import { lambdaContext, ManualClock, scheduledEvent, sqsEvent, streamEvent } from "../src/index.ts";

describe("sqsEvent", () => {
  it("numbers its messages and keeps what is given", () => {
    const event = sqsEvent(["a", { body: "b", messageId: "mine", receiveCount: 3 }, "c"]);
    expect(event.Records.map((record) => [record.messageId, record.body])).toEqual([
      ["message-1", "a"],
      ["mine", "b"],
      ["message-3", "c"],
    ]);
    expect(event.Records[1]?.attributes.ApproximateReceiveCount).toBe("3");
  });

  it("carries the MD5 of the body, as SQS does", () => {
    expect(sqsEvent(["hello"]).Records[0]?.md5OfBody).toBe("5d41402abc4b2a76b9719d911017c592");
  });
});

describe("lambdaContext", () => {
  it("counts down on the clock and never below zero", async () => {
    const clock = new ManualClock(100_000);
    const context = lambdaContext({ clock, remainingMs: 10_000 });
    await clock.advance(4_000);
    expect(context.getRemainingTimeInMillis()).toBe(6_000);
    await clock.advance(7_000);
    expect(context.getRemainingTimeInMillis()).toBe(0);
  });

  it("stands still without a clock", () => {
    expect(lambdaContext({ remainingMs: 1_234 }).getRemainingTimeInMillis()).toBe(1_234);
  });
});

describe("scheduledEvent", () => {
  it("has the source and the time of a firing", () => {
    expect(scheduledEvent("2026-02-03T04:05:06Z")).toMatchObject({
      source: "aws.events",
      time: "2026-02-03T04:05:06Z",
    });
  });
});

describe("streamEvent", () => {
  it("numbers its records and tells what happened by their images", () => {
    const image = { pk: { S: "a" } };
    const { Records } = streamEvent([
      { newImage: image },
      { oldImage: image, newImage: image },
      { oldImage: image, byTtl: true },
    ]);
    expect(Records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(Records.map(({ dynamodb }) => dynamodb?.SequenceNumber)).toEqual([
      "100000000000000000000",
      "100000000000000000001",
      "100000000000000000002",
    ]);
    expect(Records[2]?.userIdentity).toEqual({
      type: "Service",
      principalId: "dynamodb.amazonaws.com",
    });
    expect(Records[0]?.userIdentity).toBeUndefined();
  });
});
