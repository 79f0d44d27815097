import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StreamClient } from "../../../src/event-sources/stream/stream-client.ts";

/** Answers of DynamoDB Streams, one after the other; an error has a type. */
const answers: object[] = [];
const asked: unknown[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const operation = String(request.headers["x-amz-target"]).split(".")[1];
  asked.push([operation, JSON.parse(Buffer.concat(chunks).toString())]);
  const answer = answers.shift() ?? {};
  response.statusCode = "__type" in answer ? 400 : 200;
  response.setHeader("content-type", "application/x-amz-json-1.0").end(JSON.stringify(answer));
});
let sdk: DynamoDBStreamsClient;
let client: StreamClient;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  sdk = new DynamoDBStreamsClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  client = new StreamClient(async () => sdk, "stream");
});
afterAll(() => {
  sdk.destroy();
  server.close();
});

const error = (type: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${type}` });

describe("the client of a stream", () => {
  it("describes all pages of shards, and the partition key", async () => {
    const KeySchema = [
      { AttributeName: "n", KeyType: "RANGE" },
      { AttributeName: "id", KeyType: "HASH" },
    ];
    const range = (EndingSequenceNumber?: string) => ({ EndingSequenceNumber });
    answers.push(
      {
        StreamDescription: {
          KeySchema,
          Shards: [{ ShardId: "a", SequenceNumberRange: range("9") }],
          LastEvaluatedShardId: "a",
        },
      },
      {
        StreamDescription: {
          KeySchema,
          Shards: [{ ShardId: "b", ParentShardId: "a", SequenceNumberRange: range() }],
        },
      },
    );
    expect(await client.describe()).toEqual({
      partitionKey: "id",
      shards: [
        { id: "a", parentId: undefined, isClosed: true },
        { id: "b", parentId: "a", isClosed: false },
      ],
    });
    expect(asked.splice(0)).toEqual([
      ["DescribeStream", { StreamArn: "stream" }],
      ["DescribeStream", { StreamArn: "stream", ExclusiveStartShardId: "a" }],
    ]);
  });

  it("gives records as they came", async () => {
    const Records = [{ eventID: "e", dynamodb: { ApproximateCreationDateTime: 1.5, B: "eHl6" } }];
    answers.push({ Records, NextShardIterator: "next" }, { Records: [] });
    expect(await client.read("it")).toEqual({ records: Records, next: "next" });
    expect(await client.read("next")).toEqual({ records: [], next: undefined });
  });

  it("tells an iterator that is too old, or points at what is gone", async () => {
    answers.push(error("ExpiredIteratorException"), error("TrimmedDataAccessException"));
    expect(await client.read("it")).toBe("expired");
    expect(await client.read("it")).toBe("expired");
    answers.push(error("ResourceNotFoundException"));
    await expect(client.read("it")).rejects.toThrow(
      expect.objectContaining({ name: "ResourceNotFoundException" }),
    );
  });

  it("begins with what is kept where what is asked for no longer is", async () => {
    asked.splice(0);
    answers.push(error("TrimmedDataAccessException"), { ShardIterator: "it" });
    expect(await client.iterator("a", { kind: "after", sequenceNumber: "7" })).toBe("it");
    expect(asked.splice(0)).toEqual([
      [
        "GetShardIterator",
        {
          StreamArn: "stream",
          ShardId: "a",
          ShardIteratorType: "AFTER_SEQUENCE_NUMBER",
          SequenceNumber: "7",
        },
      ],
      [
        "GetShardIterator",
        { StreamArn: "stream", ShardId: "a", ShardIteratorType: "TRIM_HORIZON" },
      ],
    ]);
  });
});
