import { describe, expect, it } from "vitest";
import { busEvent } from "../../src/event-bus/bus-event.ts";
import { busName, putEvents } from "../../src/event-bus/put-events.ts";
import { notRunTarget, targetDelivery } from "../../src/event-bus/target-delivery.ts";

describe("putEvents", () => {
  const entries = [
    { Source: "shop", DetailType: "Order", Detail: '{"a":1}', Time: 60, EventBusName: "orders" },
    { Source: "shop", DetailType: "Order", Detail: "{" },
    { Source: "aws.s3", DetailType: "Order", Detail: "{}" },
  ];
  const answered = [{ EventId: "e1" }, { ErrorCode: "MalformedDetail" }, { EventId: "e3" }];
  const outcome = putEvents(
    JSON.stringify({ Entries: entries }),
    JSON.stringify({ FailedEntryCount: 1, Entries: answered }),
    "eu-west-1",
    1_000,
  );

  it("takes what has an id", () => {
    expect(outcome.taken).toEqual([
      {
        bus: "orders",
        event: {
          version: "0",
          id: "e1",
          "detail-type": "Order",
          source: "shop",
          account: "123456789012",
          time: "1970-01-01T00:01:00Z",
          region: "eu-west-1",
          resources: [],
          detail: { a: 1 },
        },
      },
    ]);
  });

  it("refuses whoever says to be AWS", () => {
    expect(JSON.parse(outcome.answer)).toMatchObject({
      FailedEntryCount: 2,
      Entries: [
        { EventId: "e1" },
        { ErrorCode: "MalformedDetail" },
        { ErrorCode: "NotAuthorizedForSource" },
      ],
    });
  });

  it.each([
    [undefined, "default"],
    ["orders", "orders"],
    ["arn:aws:events:eu-west-1:123456789012:event-bus/orders", "orders"],
  ])("knows the bus %s", (reference, name) => expect(busName(reference)).toBe(name));
});

describe("targets", () => {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
  it.each([
    [arn("lambda", "function:f"), undefined],
    [arn("sqs", "q"), undefined],
    [arn("sns", "t"), undefined],
    [arn("events", "event-bus/b"), undefined],
    [arn("logs", "log-group:/g"), undefined],
    [arn("states", "stateMachine:s"), "a state machine as a target"],
    [arn("kinesis", "stream/s"), "a Kinesis stream as a target"],
    [arn("events", "api-destination/a/1"), "an API destination"],
    [arn("sagemaker", "pipeline/p"), "a target of the service sagemaker"],
  ])("%s: %s", (target, what) => expect(notRunTarget(target)).toBe(what));

  it("gives a queue its group, and a bus the event", () => {
    const event = busEvent({
      id: "e",
      source: "s",
      detailType: "d",
      detail: { a: 1 },
      atMs: 0,
      region: "r",
    });
    const queue = { Id: "1", Arn: arn("sqs", "q.fifo"), SqsParameters: { MessageGroupId: "g" } };
    expect(targetDelivery(queue, "text", event)).toEqual({
      kind: "queue",
      message: { body: "text", groupId: "g" },
    });
    expect(targetDelivery({ Id: "1", Arn: arn("events", "event-bus/b") }, "", event)).toMatchObject(
      {
        kind: "bus",
        entry: { Source: "s", DetailType: "d", Detail: '{"a":1}' },
      },
    );
  });
});
