import { describe, expect, test } from "vitest";
import { parseFailureMessage } from "../../src/replay/failure-message.ts";
import { parseFailureRecord } from "../../src/replay/failure-record.ts";

const STREAM =
  "arn:aws:dynamodb:us-east-2:123456789012:table/mytable/stream/2019-11-14T00:04:06.388";
// As https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html shows it.
const lambdas = {
  requestContext: {
    requestId: "316aa6d0-8154-xmpl-9af7-85d5f4a6bc81",
    functionArn: "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
    condition: "RetryAttemptsExhausted",
    approximateInvokeCount: 1,
  },
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  version: "1.0",
  timestamp: "2019-11-14T00:13:49.717Z",
  DDBStreamBatchInfo: {
    shardId: "shardId-00000001573689847184-864758bb",
    startSequenceNumber: "800000000003126276362",
    endSequenceNumber: "800000000003126276370",
    approximateArrivalOfFirstRecord: "2019-11-14T00:13:19Z",
    approximateArrivalOfLastRecord: "2019-11-14T00:13:20Z",
    batchSize: 2,
    streamArn: STREAM,
  },
};
const records = [{ eventID: "1" }, { eventID: "2" }];
const withPayload = { ...lambdas, payload: JSON.stringify({ Records: records }) };

test("what Lambda sends to a queue has the place of the records, not the records", () => {
  expect(parseFailureRecord(JSON.stringify(lambdas))).toEqual({
    condition: "RetryAttemptsExhausted",
    error: "Unhandled",
    invokeCount: 1,
    failedAt: "2019-11-14T00:13:49.717Z",
    shardId: "shardId-00000001573689847184-864758bb",
    startSequenceNumber: "800000000003126276362",
    endSequenceNumber: "800000000003126276370",
    firstAt: "2019-11-14T00:13:19Z",
    lastAt: "2019-11-14T00:13:20Z",
    batchSize: 2,
    streamArn: STREAM,
    records: undefined,
  });
});

test("what it puts into a bucket has both; the event may be a text or an object", () => {
  expect(parseFailureRecord(JSON.stringify(withPayload)).records).toEqual(records);
  const nested = { ...lambdas, payload: { Records: records } };
  expect(parseFailureRecord(JSON.stringify(nested)).records).toEqual(records);
});

test("the processor's own says which sink failed, and no shard", () => {
  const { shardId: _, ...batch } = lambdas.DDBStreamBatchInfo;
  const own = {
    ...withPayload,
    failure: { sink: "audit", name: "Error", code: "AccessDenied", message: "no" },
    DDBStreamBatchInfo: batch,
  };
  expect(parseFailureRecord(JSON.stringify(own))).toMatchObject({
    error: "audit: AccessDenied: no",
    shardId: undefined,
  });
});

test("a function that was throttled says its status", () => {
  const throttled = { ...lambdas, responseContext: { statusCode: 429 } };
  expect(parseFailureRecord(JSON.stringify(throttled)).error).toBe("status 429");
});

test.each([
  ["other text", "no JSON", /JSON in the record/],
  ["another document", "{}", /DDBStreamBatchInfo/],
  ["no numbers", JSON.stringify({ DDBStreamBatchInfo: {} }), /startSequenceNumber/],
  ["a payload that is cut", JSON.stringify({ ...lambdas, payload: "{" }), /JSON in payload/],
  ["an empty payload", JSON.stringify({ ...lambdas, payload: "{}" }), /Records in payload/],
])("%s is refused", (_, text, message) => {
  expect(() => parseFailureRecord(text)).toThrow(message);
});

describe("a message of a dead-letter queue", () => {
  const place = (key: string) => ({ s3: { bucket: { name: "failed" }, object: { key } } });

  test("names objects, as S3 writes their keys", () => {
    const body = JSON.stringify({
      Records: [place("aws/lambda/m/a+b%3Dc"), place("defects/x.json")],
    });
    expect(parseFailureMessage(body)).toEqual({
      kind: "objects",
      objects: [
        { bucket: "failed", key: "aws/lambda/m/a b=c" },
        { bucket: "failed", key: "defects/x.json" },
      ],
    });
  });

  test("is Lambda's record, also through a topic", () => {
    const plain = parseFailureMessage(JSON.stringify(lambdas));
    expect(plain).toMatchObject({ kind: "record", record: { batchSize: 2 } });
    const wrapped = { Type: "Notification", Message: JSON.stringify(lambdas) };
    expect(parseFailureMessage(JSON.stringify(wrapped))).toEqual(plain);
  });

  test("is S3's test", () => {
    const test = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "failed" };
    expect(parseFailureMessage(JSON.stringify(test))).toEqual({ kind: "test" });
  });

  test.each(["no JSON", "null", "[]", '{"Records":[{"s3":{}}]}', '{"DDBStreamBatchInfo":{}}'])(
    "%s is something else",
    (body) => {
      expect(parseFailureMessage(body)).toEqual({ kind: "other" });
    },
  );
});
