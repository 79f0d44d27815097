import { describe, expect, it } from "vitest";
import { neededPermissions } from "../../src/access/permissions/needed-permissions.ts";
import { taskHandle } from "../../src/sqs/message-moves/task-handle.ts";
import { lines, request } from "./request.ts";

const needed = (service: string, operation: string, input: Record<string, unknown> = {}) =>
  neededPermissions(request({ service, operation, input }));
const QUEUE = "arn:aws:sqs:us-east-1:123456789012";
const QueueUrl = "http://127.0.0.1:4566/123456789012/q";

describe("what requests to SQS need", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ["SendMessage", { QueueUrl }, [`sqs:SendMessage ${QUEUE}:q`]],
    ["SendMessageBatch", { QueueUrl }, [`sqs:SendMessage ${QUEUE}:q`]],
    ["DeleteMessageBatch", { QueueUrl }, [`sqs:DeleteMessage ${QUEUE}:q`]],
    ["ChangeMessageVisibilityBatch", { QueueUrl }, [`sqs:ChangeMessageVisibility ${QUEUE}:q`]],
    ["ReceiveMessage", { QueueUrl }, [`sqs:ReceiveMessage ${QUEUE}:q`]],
    ["GetQueueUrl", { QueueName: "q" }, [`sqs:GetQueueUrl ${QUEUE}:q`]],
    ["CreateQueue", { QueueName: "q", QueueUrl: "mine" }, [`sqs:CreateQueue ${QUEUE}:q`]],
    ["CreateQueue", { QueueName: "q" }, [`sqs:CreateQueue ${QUEUE}:q`]],
    ["ListQueues", {}, ["sqs:ListQueues *"]],
    [
      "StartMessageMoveTask",
      { SourceArn: `${QUEUE}:dead`, DestinationArn: `${QUEUE}:q` },
      [
        `sqs:StartMessageMoveTask ${QUEUE}:dead`,
        `sqs:ReceiveMessage ${QUEUE}:dead`,
        `sqs:DeleteMessage ${QUEUE}:dead`,
        `sqs:GetQueueAttributes ${QUEUE}:dead`,
        `sqs:SendMessage ${QUEUE}:q`,
      ],
    ],
    [
      "CancelMessageMoveTask",
      { TaskHandle: taskHandle({ id: "task", sourceArn: `${QUEUE}:dead` }) },
      [`sqs:CancelMessageMoveTask ${QUEUE}:dead`],
    ],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("sqs", operation, input))).toEqual(expected);
  });

  it("finds the queue in the path of an older client", () => {
    const old = request({ service: "sqs", operation: "SendMessage", path: "/123456789012/q" });
    expect(lines(neededPermissions(old))).toEqual([`sqs:SendMessage ${QUEUE}:q`]);
  });
});

describe("what requests to SNS need", () => {
  const topic = "arn:aws:sns:us-east-1:123456789012:t";
  it.each<[string, Record<string, unknown>, string[]]>([
    ["Publish", { TopicArn: topic }, [`sns:Publish ${topic}`]],
    ["Publish", { TargetArn: topic }, [`sns:Publish ${topic}`]],
    ["Publish", { PhoneNumber: "+1" }, ["sns:Publish *"]],
    [
      "Publish",
      { TopicArn: topic, TargetArn: `${topic}2`, PhoneNumber: "+1" },
      [`sns:Publish ${topic}`, `sns:Publish ${topic}2`, "sns:Publish *"],
    ],
    ["Publish", {}, ["sns:Publish *"]],
    ["PublishBatch", { TopicArn: topic }, [`sns:Publish ${topic}`]],
    ["CreateTopic", { Name: "t" }, [`sns:CreateTopic ${topic}`]],
    ["Unsubscribe", { SubscriptionArn: `${topic}:1234` }, [`sns:Unsubscribe ${topic}`]],
    ["ListTopics", {}, ["sns:ListTopics *"]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("sns", operation, input))).toEqual(expected);
  });

  it("tells where a subscription leads", () => {
    const input = { TopicArn: topic, Protocol: "email", Endpoint: "a@example.com" };
    expect(needed("sns", "Subscribe", input)?.[0]?.conditions).toEqual({
      "sns:Protocol": ["email"],
      "sns:Endpoint": ["a@example.com"],
    });
  });
});

describe("what requests to EventBridge need", () => {
  const events = "arn:aws:events:us-east-1:123456789012";
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      "PutEvents",
      {
        Entries: [
          { Source: "s" },
          { EventBusName: "own" },
          { EventBusName: `${events}:event-bus/x` },
        ],
      },
      ["default", "own", "x"].map((bus) => `events:PutEvents ${events}:event-bus/${bus}`),
    ],
    ["PutRule", { Name: "r" }, [`events:PutRule ${events}:rule/r`]],
    ["PutRule", { Name: "r", EventBusName: "own" }, [`events:PutRule ${events}:rule/own/r`]],
    ["PutTargets", { Rule: "r" }, [`events:PutTargets ${events}:rule/r`]],
    ["ListRules", {}, ["events:ListRules *"]],
  ])("%s %o", (operation, input, expected) => {
    expect(lines(needed("events", operation, input))).toEqual(expected);
  });

  it("tells source and kind of each event", () => {
    const Entries = [{ Source: "orders", DetailType: "placed" }];
    expect(needed("events", "PutEvents", { Entries })?.[0]?.conditions).toEqual({
      "events:source": ["orders"],
      "events:detail-type": ["placed"],
    });
  });
});
