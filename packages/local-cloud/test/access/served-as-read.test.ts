import { describe, expect, it } from "vitest";
import { isServedAsRead } from "../../src/access/served-as-read.ts";
import type { ServiceRequest } from "../../src/access/service-request.ts";
import { request } from "./request.ts";

const signed = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=ASIA1/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

type Changes = Partial<ServiceRequest>;
type Headers = ServiceRequest["headers"];

const json = (service: string, target: string, changes: Changes = {}, headers: Headers = {}) =>
  request({
    service,
    headers: {
      authorization: signed(service),
      "x-amz-target": target,
      "content-type": "application/x-amz-json-1.0",
      ...headers,
    },
    ...changes,
  });

const form = (service: string, text: string, changes: Changes = {}, headers: Headers = {}) =>
  request({
    service,
    protocol: "query",
    text,
    headers: {
      authorization: signed(service),
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      ...headers,
    },
    ...changes,
  });

const rest = (
  protocol: "rest-json" | "rest-xml" | "cbor",
  service: string,
  url: string,
  headers: Headers = {},
) => {
  const [path = "", query = ""] = url.split("?", 2);
  return request({
    service,
    protocol,
    path,
    query: new URLSearchParams(query),
    headers: { authorization: signed(service), host: "127.0.0.1:4566", ...headers },
  });
};

const QUERY = new URLSearchParams("Action=PurgeQueue");
const CBOR = "/service/GraniteServiceVersion20100801/operation/PutMetricData";

describe("isServedAsRead", () => {
  it.each<[string, ServiceRequest]>([
    ["DynamoDB", json("dynamodb", "DynamoDB_20120810.GetItem")],
    ["its streams", json("dynamodb", "DynamoDBStreams_20120810.GetRecords")],
    ["SQS", json("sqs", "AmazonSQS.SendMessage")],
    ["SQS of old", form("sqs", "Action=SendMessage&QueueUrl=q", { path: "/123456789012/q" })],
    ["STS in the address", form("sts", "", { query: new URLSearchParams("Action=AssumeRole") })],
    ["IAM", form("iam", "Action=GetUser&UserName=u")],
    ["SNS", form("sns", "Action=Publish&TopicArn=t")],
    ["CloudWatch", rest("cbor", "monitoring", CBOR)],
    ["Lambda", rest("rest-json", "lambda", "/2015-03-31/functions/f/invocations?Qualifier=1")],
    ["S3", rest("rest-xml", "s3", "/b/a%2Fb?versionId=1")],
    [
      "S3, presigned",
      rest("rest-xml", "s3", "/b/k?X-Amz-Credential=c", { authorization: undefined }),
    ],
    [
      "S3, signed with version 2",
      rest("rest-xml", "s3", "/b/k", { authorization: "AWS ASIA1:00=" }),
    ],
  ])("holds for a usual request to %s", (_, usual) => {
    expect(isServedAsRead(usual)).toBe(true);
  });

  it.each<[string, ServiceRequest]>([
    ["another service's target", json("sqs", "DynamoDB_20120810.GetItem")],
    ["another service's target", json("dynamodb", "AmazonSQS.TagResource")],
    ["a target of two operations", json("dynamodb", "DynamoDB_20120810.DeleteTable.GetItem")],
    ["two targets", json("dynamodb", "DynamoDB_20120810.GetItem, DynamoDB_20120810.DeleteTable")],
    ["an older version", json("dynamodb", "DynamoDB_20111205.GetItem")],
    [
      "a target and an action in the address",
      json("sqs", "AmazonSQS.GetQueueUrl", { query: QUERY }),
    ],
    [
      "a target and a form",
      json(
        "sqs",
        "AmazonSQS.GetQueueUrl",
        {},
        { "content-type": "multipart/form-data; boundary=x" },
      ),
    ],
    ["an action as a header", json("sqs", "AmazonSQS.GetQueueUrl", {}, { action: "PurgeQueue" })],
    ["parameters in two places", form("sqs", "Action=GetQueueUrl", { query: QUERY })],
    ["a parameter twice", form("sns", "Action=Publish&TopicArn=a&TopicArn=b")],
    [
      "a form in parts",
      form("sts", "x&Action=GetCallerIdentity&", {}, { "content-type": "multipart/form-data" }),
    ],
    ["a bucket's path", form("sts", "Action=GetCallerIdentity", { path: "/bucket/key" })],
    ["moto's own page", form("sts", "Action=GetCallerIdentity", { path: "/moto-api/reset" })],
    ["moto's own page, encoded", rest("rest-xml", "s3", "/%6Doto-api/reset")],
    ["a whole address as path", rest("rest-xml", "s3", "http://other/b/k")],
    ["S3's control", rest("rest-xml", "s3", "/b", { host: "s3-control.localhost" })],
    ["a path in a name", rest("rest-json", "lambda", "/2015-03-31/functions/f%2Fcode")],
    ["an action in a REST address", rest("rest-json", "lambda", "/x?Action=DeleteFunction")],
    ["an action beside CBOR", rest("cbor", "monitoring", `${CBOR}?Action=DeleteAlarms`)],
    ["CBOR of another service", rest("cbor", "sqs", "/service/SQS/operation/GetQueueUrl")],
    [
      "a scope that does not stand first",
      form(
        "sts",
        "Action=GetCallerIdentity",
        {},
        { authorization: `${signed("x")}`.replace("Credential", "A=1, Credential") },
      ),
    ],
    ["a presigned address of STS", form("sts", "Action=X", {}, { authorization: undefined })],
  ])("does not hold for %s", (_, odd) => {
    expect(isServedAsRead(odd)).toBe(false);
  });
});
