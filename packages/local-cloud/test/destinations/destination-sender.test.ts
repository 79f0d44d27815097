import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Delivery } from "../../src/destinations/delivery.ts";
import { destinationOf, neededRight } from "../../src/destinations/destination.ts";
import { DestinationSender } from "../../src/destinations/destination-sender.ts";

const delivery: Delivery = {
  body: '{"version":"1.0"}',
  attributes: { ErrorCode: { type: "Number", value: "200" } },
  event: { detailType: "Lambda Function Invocation Result - Failure", resources: ["function"] },
  object: { key: "aws/lambda/async/f/key", body: '{"whole":true}' },
};
const MessageAttributes = { ErrorCode: { DataType: "Number", StringValue: "200" } };
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:failed";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:failed";
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:listener:live";
const BUS = "arn:aws:events:us-east-1:123456789012:event-bus/results";
const BUCKET = "arn:aws:s3:::failures";

function sender() {
  return new DestinationSender({
    settingsOf: async () => ({
      key: "role f",
      endpoint: "http://127.0.0.1:1",
      region: "us-east-1",
      customUserAgent: "local-cloud",
      credentials: async () => ({
        accessKeyId: "k",
        secretAccessKey: "s",
        sessionToken: "t",
        expiration: new Date(),
      }),
    }),
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("DestinationSender", () => {
  it.each<[string, { prototype: { send: unknown } }, string, object]>([
    [
      "a queue",
      SQSClient,
      QUEUE,
      {
        QueueUrl: "http://127.0.0.1:1/123456789012/failed",
        MessageBody: delivery.body,
        MessageAttributes,
      },
    ],
    ["a topic", SNSClient, TOPIC, { TopicArn: TOPIC, Message: delivery.body, MessageAttributes }],
    [
      "a function",
      LambdaClient,
      FUNCTION,
      { FunctionName: FUNCTION, InvocationType: "Event", Payload: Buffer.from(delivery.body) },
    ],
    [
      "a bus",
      EventBridgeClient,
      BUS,
      {
        Entries: [
          {
            EventBusName: "results",
            Source: "lambda",
            DetailType: "Lambda Function Invocation Result - Failure",
            Resources: [BUS, "function"],
            Detail: delivery.body,
          },
        ],
      },
    ],
    [
      "a bucket",
      S3Client,
      BUCKET,
      {
        Bucket: "failures",
        Key: "aws/lambda/async/f/key",
        Body: '{"whole":true}',
        ContentType: "application/json",
      },
    ],
  ])("sends to %s", async (_what, client, arn, input) => {
    const sent: unknown[] = [];
    const prototype = client.prototype as SQSClient;
    vi.spyOn(prototype, "send").mockImplementation(async (command: { input: unknown }) => {
      sent.push(command.input);
      return {};
    });
    await sender().send({ name: "f" }, arn, delivery);
    expect(sent).toEqual([input]);
  });

  it("says what a bus did not take, and what it can't send to", async () => {
    vi.spyOn(EventBridgeClient.prototype, "send").mockImplementation(async () => ({
      Entries: [{ ErrorCode: "InternalFailure", ErrorMessage: "busy" }],
    }));
    await expect(sender().send({ name: "f" }, BUS, delivery)).rejects.toMatchObject({
      code: "DESTINATION_REFUSED",
    });
    await expect(sender().send({ name: "f" }, "arn:aws:iam::1:x", delivery)).rejects.toMatchObject({
      code: "DESTINATION_UNKNOWN",
    });
  });
});

describe("destinationOf", () => {
  it.each([
    [QUEUE, "queue", "failed", "sqs:SendMessage", QUEUE],
    [TOPIC, "topic", "failed", "sns:Publish", TOPIC],
    [FUNCTION, "function", "listener:live", "lambda:InvokeFunction", FUNCTION],
    [BUS, "event-bus", "results", "events:PutEvents", BUS],
    [BUCKET, "bucket", "failures", "s3:PutObject", `${BUCKET}/*`],
  ])("%s: %s %s", (arn, kind, name, action, resource) => {
    const destination = destinationOf(arn);
    expect(destination).toMatchObject({ arn, kind, name });
    expect(destination && neededRight(destination)).toEqual({ action, resource });
  });

  it.each(["", "failed", "arn:aws:kinesis:us-east-1:123456789012:stream/s"])(
    "takes %j for none",
    (arn) => expect(destinationOf(arn)).toBeUndefined(),
  );
});
