import { describe, expect, it } from "vitest";
import {
  envelope,
  functionEvent,
  messageFor,
  type Notification,
  rawAttributes,
} from "../../src/topics/notification.ts";
import { messageIds, publishedMessages } from "../../src/topics/published-message.ts";

const TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders";
const notification: Notification = {
  entryId: undefined,
  message: "hello",
  subject: undefined,
  structure: undefined,
  attributes: { colour: { type: "String", value: "blue" } },
  groupId: undefined,
  deduplicationId: undefined,
  messageId: "m-1",
  topicArn: TOPIC,
  subscriptionArn: `${TOPIC}:s-1`,
  timestamp: "2026-01-02T03:04:05.678Z",
  sequenceNumber: undefined,
};

describe("envelope", () => {
  it("wraps a message as SNS does", () => {
    expect(JSON.parse(envelope(notification))).toMatchObject({
      Type: "Notification",
      MessageId: "m-1",
      TopicArn: TOPIC,
      Message: "hello",
      Timestamp: "2026-01-02T03:04:05.678Z",
      SignatureVersion: "1",
      MessageAttributes: { colour: { Type: "String", Value: "blue" } },
    });
  });

  it("leaves out what the message has not", () => {
    const wrapped = JSON.parse(envelope({ ...notification, attributes: {} }));
    for (const name of ["Subject", "SequenceNumber", "MessageAttributes"]) {
      expect(wrapped).not.toHaveProperty(name);
    }
  });
});

describe("functionEvent", () => {
  it("is one record, with the subscription and a subject that may be null", () => {
    expect(functionEvent(notification)).toMatchObject({
      Records: [
        {
          EventSource: "aws:sns",
          EventVersion: "1.0",
          EventSubscriptionArn: `${TOPIC}:s-1`,
          Sns: {
            Type: "Notification",
            Subject: null,
            Message: "hello",
            MessageAttributes: { colour: { Type: "String", Value: "blue" } },
          },
        },
      ],
    });
  });
});

describe("messageFor", () => {
  it.each([
    ["sqs", "for queues"],
    ["lambda", "for all"],
  ])("chooses the text for %s", (protocol, text) => {
    const message = JSON.stringify({ default: "for all", sqs: "for queues" });
    expect(messageFor({ message, structure: "json" }, protocol)).toBe(text);
  });
});

describe("rawAttributes", () => {
  it("gives each attribute the member of its type", () => {
    expect(
      rawAttributes({
        count: { type: "Number", value: "3" },
        bytes: { type: "Binary", value: "aGk=" },
      }),
    ).toEqual({
      count: { DataType: "Number", StringValue: "3" },
      bytes: { DataType: "Binary", BinaryValue: Buffer.from("hi") },
    });
  });
});

describe("publishedMessages", () => {
  it("reads one message with its attributes", () => {
    const form = new URLSearchParams({
      Action: "Publish",
      Message: "a=b&c",
      Subject: "s",
      MessageGroupId: "g",
      "MessageAttributes.entry.1.Name": "colour",
      "MessageAttributes.entry.1.Value.DataType": "String",
      "MessageAttributes.entry.1.Value.StringValue": "blue",
    });
    expect(publishedMessages(form)).toEqual([
      {
        entryId: undefined,
        message: "a=b&c",
        subject: "s",
        structure: undefined,
        attributes: { colour: { type: "String", value: "blue" } },
        groupId: "g",
        deduplicationId: undefined,
      },
    ]);
  });

  it("reads a batch in the order of its entries", () => {
    const form = new URLSearchParams({ Action: "PublishBatch" });
    for (let number = 11; number > 0; number -= 1) {
      form.set(`PublishBatchRequestEntries.member.${number}.Id`, `e${number}`);
      form.set(`PublishBatchRequestEntries.member.${number}.Message`, `m${number}`);
    }
    const messages = publishedMessages(form);
    expect(messages.map(({ entryId }) => entryId).slice(0, 3)).toEqual(["e1", "e2", "e3"]);
    expect(messages[10]).toMatchObject({ entryId: "e11", message: "m11" });
  });
});

describe("messageIds", () => {
  it("finds the id of one message, and of each entry of a batch", () => {
    const one = "<PublishResponse><MessageId>m</MessageId></PublishResponse>";
    expect(messageIds(one)).toEqual(new Map([[undefined, "m"]]));
    const batch =
      "<Successful><member><MessageId>m1</MessageId><Id>a</Id></member><member><Id>b</Id><MessageId>m2</MessageId></member></Successful><Failed><member><Id>c</Id></member></Failed>";
    expect(messageIds(batch)).toEqual(
      new Map([
        ["a", "m1"],
        ["b", "m2"],
      ]),
    );
  });
});
