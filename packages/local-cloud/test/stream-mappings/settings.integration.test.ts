import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allow, clientSettings, zipped } from "../deploy.ts";
import { eventually } from "../eventually.ts";
import { consumer, MAY_READ, POISON, StreamCloud } from "./stream-cloud.ts";

const SQS_ARN = "arn:aws:sqs:us-east-1:123456789012";

let streams: StreamCloud;

beforeAll(async () => {
  streams = await StreamCloud.start({ port: 14_820 });
});

afterAll(async () => {
  await streams.close();
  expect(streams.errors).toEqual([]);
});

describe("the settings of a mapping of a DynamoDB stream", () => {
  it("make batches no larger than BatchSize, gathered for MaximumBatchingWindowInSeconds", async () => {
    const { UUID } = await streams.map("gathered", {
      BatchSize: 3,
      MaximumBatchingWindowInSeconds: 2,
    });
    for (let n = 1; n <= 7; n += 1) await streams.put("gathered", "a", n);
    await streams.got("gathered", 7);
    expect(streams.batches("gathered")).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    await streams.lambda.updateEventSourceMapping({
      UUID,
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
    });
    await streams.put("gathered", "a", 8);
    await streams.got("gathered", 8);
  });

  it("give up at once without retries, and tell a topic only where it was", async () => {
    const sns = new SNS(clientSettings(streams.cloud.endpoint));
    const sqs = new SQS(clientSettings(streams.cloud.endpoint));
    const { TopicArn = "" } = await sns.createTopic({ Name: "given-up" });
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "topic-queue" });
    const statement = {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: `${SQS_ARN}:topic-queue`,
    };
    await sqs.setQueueAttributes({
      QueueUrl,
      Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
    });
    await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: `${SQS_ARN}:topic-queue`,
      Attributes: { RawMessageDelivery: "true" },
    });
    await streams.map("no-retries", {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: TopicArn } },
    });
    await streams.put("no-retries", "a", 1, POISON);
    const message = await eventually("a message", async () => {
      const { Messages: [first] = [] } = await sqs.receiveMessage({ QueueUrl });
      return first;
    });
    const record = JSON.parse(message.Body ?? "");
    expect(record.requestContext).toMatchObject({
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 1,
    });
    expect(record.DDBStreamBatchInfo.batchSize).toBe(1);
    expect(record.payload).toBeUndefined();
    await streams.put("no-retries", "a", 2);
    await streams.got("no-retries", 2);
    expect(streams.batches("no-retries")).toEqual([[1], [2]]);
  });

  it("try again without end by default, until the function is mended", async () => {
    const { UUID } = await streams.map("mended");
    await streams.put("mended", "a", 1, POISON);
    await streams.put("mended", "a", 2);
    await streams.result(UUID, /^PROBLEM: Function call failed$/);
    await streams.lambda.updateFunctionCode({
      FunctionName: "mended",
      ZipFile: zipped(consumer("in part").replace("failed ? [", "false ? [")),
    });
    await streams.result(UUID, /^OK$/);
    await streams.got("mended", 1, 2);
  });

  it("use up no retry while the function is throttled", async () => {
    const FunctionName = "throttled";
    const { UUID } = await streams.map(FunctionName, {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: `${SQS_ARN}:unused` } },
    });
    await streams.lambda.putFunctionConcurrency({ FunctionName, ReservedConcurrentExecutions: 0 });
    await streams.put(FunctionName, "a", 1);
    await streams.result(UUID, /^PROBLEM: Function call throttled/);
    await streams.lambda.deleteFunctionConcurrency({ FunctionName });
    await streams.got(FunctionName, 1);
    await streams.result(UUID, /^OK$/);
  });

  it("keep what a destination does not take, say so, and go on when it does", async () => {
    const sqs = new SQS(clientSettings(streams.cloud.endpoint));
    const { UUID } = await streams.map("unreachable", {
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: `${SQS_ARN}:later` } },
    });
    await streams.put("unreachable", "a", 1, POISON);
    await streams.result(UUID, /^PROBLEM: the on-failure destination did not take 1 records/);
    const { QueueUrl } = await sqs.createQueue({ QueueName: "later" });
    await eventually("the message", async () => {
      const { Messages: [first] = [] } = await sqs.receiveMessage({ QueueUrl });
      return first;
    });
    await streams.put("unreachable", "a", 2);
    await streams.got("unreachable", 2);
    expect(streams.errors.splice(0)).toEqual([expect.stringContaining(`event source ${UUID}: `)]);
  });

  it("say what the role may not read any more, and go on when it may", async () => {
    const { UUID } = await streams.map("forbidden");
    await streams.put("forbidden", "a", 1);
    await streams.got("forbidden", 1);
    const others = { Action: ["logs:*"], Resource: "*" };
    await allow(streams.cloud.endpoint, "consumer", [others]);
    await streams.put("forbidden", "a", 2);
    await streams.result(UUID, /^PROBLEM: .*dynamodb:(GetRecords|GetShardIterator)/);
    await allow(streams.cloud.endpoint, "consumer", [
      MAY_READ,
      { ...others, Action: ["logs:*", "sqs:SendMessage", "sns:Publish"] },
    ]);
    await streams.got("forbidden", 2);
    await streams.result(UUID, /^OK$/);
    for (const error of streams.errors.splice(0)) expect(error).toContain("not authorized");
  });

  it("let alarms ring on IteratorAge", async () => {
    const cloudWatch = new CloudWatch(clientSettings(streams.cloud.endpoint));
    await streams.map("aged");
    const FunctionName = "aged";
    await streams.put("aged", "a", 1);
    await streams.got("aged", 1);
    const points = await eventually("the metric", async () => {
      const { Datapoints: found = [] } = await cloudWatch.getMetricStatistics({
        Namespace: "AWS/Lambda",
        MetricName: "IteratorAge",
        Dimensions: [{ Name: "FunctionName", Value: FunctionName }],
        StartTime: new Date(Date.now() - 60_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 1,
        Statistics: ["Maximum"],
        Unit: "Milliseconds",
      });
      return found.length > 0 ? found : undefined;
    });
    expect(points[0]?.Maximum).toBeGreaterThanOrEqual(0);
    expect(points[0]?.Maximum).toBeLessThan(30_000);
  });

  it("hand over what is removed when its time to live is over, of which no request tells", async () => {
    const isByService = { userIdentity: { principalId: ["dynamodb.amazonaws.com"] } };
    const Filters = [{ Pattern: JSON.stringify({ eventName: ["REMOVE"], ...isByService }) }];
    await streams.map("expiring", { FilterCriteria: { Filters } });
    const settled = { AttributeName: "expires", Enabled: true };
    await streams.dynamoDb.updateTimeToLive({
      TableName: "expiring",
      TimeToLiveSpecification: settled,
    });
    const expires = { expires: { N: String(Math.floor(Date.now() / 1_000) - 1) } };
    await streams.put("expiring", "a", 1, expires);
    await streams.got("expiring", 1);
    expect(streams.firstRecords("expiring")).toMatchObject([
      {
        eventName: "REMOVE",
        userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" },
        dynamodb: { OldImage: expires },
      },
    ]);
  });

  it("hand over what their filters name: a key's beginning, and what an item had", async () => {
    const Filters = [
      { eventName: ["INSERT"], dynamodb: { Keys: { id: { S: [{ prefix: "!ORDER#" }] } } } },
      { eventName: ["REMOVE"], dynamodb: { OldImage: { quantity: { N: [{ exists: true }] } } } },
    ].map((pattern) => ({ Pattern: JSON.stringify(pattern) }));
    await streams.map("filtered", { FilterCriteria: { Filters } });
    const quantity = { quantity: { N: "2" } };
    await streams.put("filtered", "lamp", 1, quantity);
    await streams.put("filtered", "!ORDER#1", 2);
    await streams.put("filtered", "!ORDER#1", 2, quantity);
    await streams.put("filtered", "settled", 3);
    for (const [id, n] of [
      ["settled", "3"],
      ["lamp", "1"],
    ] as const) {
      await streams.dynamoDb.deleteItem({
        TableName: "filtered",
        Key: { id: { S: id }, n: { N: n } },
      });
    }
    await streams.put("filtered", "!ORDER#2", 4);
    await streams.got("filtered", 1, 2, 4);
    expect(streams.batches("filtered").flat().sort()).toEqual([1, 2, 4]);
  });

  it("show in the status", async () => {
    const { UUID } = await streams.map("shown");
    const status = await eventually("the mapping in the status", async () => {
      const state = await (await fetch(`${streams.cloud.endpoint}/_spillway/state`)).json();
      const { eventSources } = state as { eventSources: { uuid: string; lastResult?: string }[] };
      return eventSources.find(({ uuid, lastResult }) => uuid === UUID && lastResult);
    });
    expect(status).toMatchObject({ sourceName: "shown", waitsFor: "changes", enabled: true });
  });
});
