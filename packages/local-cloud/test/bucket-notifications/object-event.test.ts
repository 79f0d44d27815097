import { describe, expect, it } from "vitest";
import {
  bucketNotifications,
  isAbout,
} from "../../src/bucket-notifications/notification-configuration.ts";
import {
  bucketEvent,
  encodedKey,
  objectRecord,
} from "../../src/bucket-notifications/object-event.ts";

const event = {
  name: "ObjectCreated:Put",
  bucket: "b",
  key: "a b/ü+.txt",
  size: 3,
  eTag: "e",
  versionId: "v",
};
const context = {
  region: "eu-west-1",
  account: "123456789012",
  atMs: 0,
  requestId: "r",
  sourceIp: "127.0.0.1",
  principalId: "AWS:test",
  sequencer: "0055AED6DCD90281E5",
};

describe("objectRecord", () => {
  it("is S3's of version 2.1", () => {
    expect(objectRecord(event, context, "c")).toEqual({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "eu-west-1",
      eventTime: "1970-01-01T00:00:00.000Z",
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "AWS:test" },
      requestParameters: { sourceIPAddress: "127.0.0.1" },
      responseElements: { "x-amz-request-id": "r", "x-amz-id-2": "local" },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "c",
        bucket: {
          name: "b",
          ownerIdentity: { principalId: "123456789012" },
          arn: "arn:aws:s3:::b",
        },
        object: {
          key: "a+b/%C3%BC%2B.txt",
          size: 3,
          eTag: "e",
          versionId: "v",
          sequencer: "0055AED6DCD90281E5",
        },
      },
    });
  });
});

describe("bucketEvent", () => {
  it.each([
    ["ObjectCreated:Put", "Object Created", "PutObject", undefined],
    ["ObjectRemoved:Delete", "Object Deleted", "DeleteObject", "Permanently Deleted"],
    [
      "ObjectRemoved:DeleteMarkerCreated",
      "Object Deleted",
      "DeleteObject",
      "Delete Marker Created",
    ],
  ])("of %s is %s", (name, detailType, reason, deletion) => {
    expect(bucketEvent({ ...event, name }, context)).toMatchObject({
      detailType,
      resources: ["arn:aws:s3:::b"],
      detail: { object: { key: "a b/ü+.txt", etag: "e" }, reason, "deletion-type": deletion },
    });
  });
});

describe("encodedKey", () => {
  it.each([
    ["plain/key.txt", "plain/key.txt"],
    ["red flower.jpg", "red+flower.jpg"],
    ["a(1)!.txt", "a%281%29%21.txt"],
    ["a&b=c", "a%26b%3Dc"],
  ])("of %s is %s", (key, encoded) => expect(encodedKey(key)).toBe(encoded));
});

describe("bucketNotifications", () => {
  it("reads functions, queues, topics and filters", () => {
    expect(
      bucketNotifications({
        LambdaFunctionConfigurations: [
          {
            Id: "f",
            LambdaFunctionArn: "fn",
            Events: ["s3:ObjectCreated:*"],
            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "in/" }] } },
          },
        ],
        QueueConfigurations: [{ Id: "q", QueueArn: "qn", Events: ["s3:ObjectRemoved:Delete"] }],
      }),
    ).toEqual([
      { id: "f", target: "fn", events: ["s3:ObjectCreated:*"], prefix: "in/", suffix: "" },
      { id: "q", target: "qn", events: ["s3:ObjectRemoved:Delete"], prefix: "", suffix: "" },
    ]);
  });
});

describe("isAbout", () => {
  const asks = (events: string[], prefix = "", suffix = "") => ({
    id: "",
    target: "",
    events,
    prefix,
    suffix,
  });
  it.each([
    [asks(["s3:ObjectCreated:*"]), true],
    [asks(["s3:ObjectCreated:Put"]), true],
    [asks(["s3:ObjectCreated:Copy"]), false],
    [asks(["s3:ObjectRemoved:*", "s3:ObjectCreated:Put"]), true],
    [asks(["s3:ObjectCreated:*"], "a b/"), true],
    [asks(["s3:ObjectCreated:*"], "b/"), false],
    [asks(["s3:ObjectCreated:*"], "a", ".txt"), true],
    [asks(["s3:ObjectCreated:*"], "a", ".jpg"), false],
  ])("%j: %s", (notification, expected) => expect(isAbout(notification, event)).toBe(expected));
});
