import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { type AwsCli, awsCli } from "./aws-cli.ts";
import { allow, clientSettings, createFunction, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

const FAILING = `
  export const handler = async (event, context) => {
    console.log("attempt:" + context.awsRequestId + ":");
    if (event.fail !== false) throw new RangeError("out of stock");
    return { done: event.order };
  };`;
const logs = { Action: "logs:*", Resource: "*" };
const sqsArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

let stateDir: string;
let cloud: LocalCloud;
let aws: AwsCli;
let lambda: Lambda;
let sqs: SQS;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  const options = { port: 14_700, asynchronousRetrySeconds: 0.1, stateDir };
  cloud = await startLocalCloud(options, (message, error) => errors.push(`${message}: ${error}`));
  aws = awsCli(cloud.endpoint);
  lambda = new Lambda(clientSettings(cloud.endpoint));
  sqs = new SQS(clientSettings(cloud.endpoint));
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

async function deploy(name: string, rights: Parameters<typeof allow>[2] = []): Promise<string> {
  const role = await createRole(cloud.endpoint, name);
  await allow(cloud.endpoint, name, [logs, ...rights]);
  await createFunction(cloud.endpoint, role, name, FAILING);
  return role;
}

/** Sends an event and gives the request id of the answer. */
async function send(FunctionName: string, event: object): Promise<string> {
  const answer = await lambda.invoke({
    FunctionName,
    InvocationType: "Event",
    Payload: JSON.stringify(event),
  });
  expect(answer.StatusCode).toBe(202);
  return answer.$metadata.requestId ?? "";
}

function receive(QueueName: string) {
  return eventually(`a message in ${QueueName}`, async () => {
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName });
    const { Messages: [message] = [] } = await sqs.receiveMessage({
      QueueUrl,
      MessageAttributeNames: ["All"],
      WaitTimeSeconds: 5,
    });
    if (message) await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
    return message;
  });
}

function attempts(name: string, requestId: string): number {
  const file = path.join(stateDir, "logs", "us-east-1", `${name}.log`);
  return readFileSync(file, "utf8").split(`attempt:${requestId}:`).length - 1;
}

describe("asynchronous events", () => {
  it("keep their request id, and what fails goes to the destination with its record", async () => {
    await sqs.createQueue({ QueueName: "failed" });
    await sqs.createQueue({ QueueName: "succeeded" });
    await deploy("orders", [{ Action: "sqs:SendMessage", Resource: "*" }]);
    const DestinationConfig = {
      OnFailure: { Destination: sqsArn("failed") },
      OnSuccess: { Destination: sqsArn("succeeded") },
    };
    const set = await aws<Record<string, unknown>>(
      ...["lambda", "put-function-event-invoke-config", "--function-name", "orders"],
      ...["--maximum-retry-attempts", "1", "--maximum-event-age-in-seconds", "3600"],
      ...["--destination-config", JSON.stringify(DestinationConfig)],
    );
    expect(set).toMatchObject({
      FunctionArn: `${functionArn("orders")}:$LATEST`,
      MaximumRetryAttempts: 1,
      DestinationConfig,
    });

    const failed = await send("orders", { order: 7 });
    const { Body: record = "" } = await receive("failed");
    expect(JSON.parse(record)).toMatchObject({
      version: "1.0",
      requestContext: {
        requestId: failed,
        functionArn: `${functionArn("orders")}:$LATEST`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 2,
      },
      requestPayload: { order: 7 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "RangeError", errorMessage: "out of stock" },
    });
    expect(attempts("orders", failed)).toBe(2);

    const done = await send("orders", { order: 8, fail: false });
    const { Body: success = "" } = await receive("succeeded");
    expect(JSON.parse(success)).toMatchObject({
      requestContext: { requestId: done, condition: "Success", approximateInvokeCount: 1 },
      responseContext: { statusCode: 200 },
      responsePayload: { done: 8 },
    });
  });

  it("obey what is set for the alias that is named, and no other", async () => {
    await deploy("aliased", [{ Action: "sqs:SendMessage", Resource: "*" }]);
    const FunctionName = "aliased";
    const { Version: FunctionVersion } = await lambda.publishVersion({ FunctionName });
    await lambda.createAlias({ FunctionName, Name: "live", FunctionVersion });
    await lambda.putFunctionEventInvokeConfig({
      FunctionName,
      Qualifier: "live",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: sqsArn("failed") } },
    });
    await expect(lambda.getFunctionEventInvokeConfig({ FunctionName })).rejects.toThrow(
      /doesn't have an EventInvokeConfig/,
    );
    const updated = await lambda.updateFunctionEventInvokeConfig({
      FunctionName,
      Qualifier: "live",
      MaximumEventAgeInSeconds: 60,
    });
    expect(updated).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    const requestId = await send("aliased:live", {});
    expect(JSON.parse((await receive("failed")).Body ?? "")).toMatchObject({
      requestContext: {
        requestId,
        functionArn: `${functionArn("aliased")}:live`,
        approximateInvokeCount: 1,
      },
      responseContext: { executedVersion: "1" },
    });
    await lambda.deleteFunctionEventInvokeConfig({ FunctionName, Qualifier: "live" });
    const { FunctionEventInvokeConfigs: left } = await lambda.listFunctionEventInvokeConfigs({
      FunctionName,
    });
    expect(left).toEqual([]);
  });

  it("go to a bucket or a function, as the function's role", async () => {
    const s3 = new S3({ ...clientSettings(cloud.endpoint), forcePathStyle: true });
    await s3.createBucket({ Bucket: "failures" });
    await deploy("listener");
    await deploy("writer", [
      { Action: "s3:PutObject", Resource: "arn:aws:s3:::failures/*" },
      { Action: "lambda:InvokeFunction", Resource: functionArn("listener") },
    ]);
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "writer",
      MaximumRetryAttempts: 0,
      DestinationConfig: {
        OnFailure: { Destination: "arn:aws:s3:::failures" },
        OnSuccess: { Destination: functionArn("listener") },
      },
    });
    const requestId = await send("writer", {});
    const Key = await eventually("an object", async () => {
      const { Contents: [object] = [] } = await s3.listObjectsV2({ Bucket: "failures" });
      return object?.Key;
    });
    expect(Key).toMatch(
      /^aws\/lambda\/async\/writer\/\d{4}\/\d\d\/\d\d\/\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f-]{36}$/,
    );
    const { Body } = await s3.getObject({ Bucket: "failures", Key });
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({
      requestContext: { requestId },
    });
    await send("writer", { fail: false });
    await eventually("the listener to run", async () => {
      const file = path.join(stateDir, "logs", "us-east-1", "listener.log");
      return readFileSync(file, { encoding: "utf8", flag: "a+" }).includes("attempt:") || undefined;
    });
  });

  it("count as undelivered where the role may not send any more, and it is said", async () => {
    await deploy("muted", [{ Action: "sqs:SendMessage", Resource: sqsArn("failed") }]);
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "muted",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: sqsArn("failed") } },
    });
    await allow(cloud.endpoint, "muted", [logs]);
    await send("muted", {});
    const cloudWatch = new CloudWatch(clientSettings(cloud.endpoint));
    await eventually("the metric", async () => {
      const { Datapoints: points = [] } = await cloudWatch.getMetricStatistics({
        Namespace: "AWS/Lambda",
        MetricName: "DestinationDeliveryFailures",
        Dimensions: [{ Name: "FunctionName", Value: "muted" }],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 1_000),
        Period: 60,
        Statistics: ["Sum"],
      });
      return points[0]?.Sum;
    });
    expect(errors).toContainEqual(
      expect.stringMatching(/an event of muted did not reach .*:failed: .*not authorized/),
    );
  });

  it.each([
    [
      "a right that the role lacks",
      { OnFailure: { Destination: sqsArn("failed") } },
      `The function's execution role does not have permissions to call SendMessage on ${sqsArn("failed")}`,
    ],
    [
      "the function itself",
      { OnSuccess: { Destination: functionArn("plain") } },
      "You can't specify the function as a destination for itself.",
    ],
    [
      "a bucket for what went well",
      { OnSuccess: { Destination: "arn:aws:s3:::failures" } },
      "The destination ARN arn:aws:s3:::failures is invalid.",
    ],
  ])("get no destination for want of %s", async (why, DestinationConfig, message) => {
    if (why.startsWith("a right")) await deploy("plain");
    const put = lambda.putFunctionEventInvokeConfig({ FunctionName: "plain", DestinationConfig });
    await expect(put).rejects.toMatchObject({ name: "InvalidParameterValueException", message });
  });
});

describe("a function's dead letters", () => {
  const config = (arn: string) => ["--dead-letter-config", `TargetArn=${arn}`];
  const update = (...more: string[]) =>
    aws<Record<string, unknown>>(
      ...["lambda", "update-function-configuration", "--function-name", "fragile", ...more],
    );

  it("need the right of its role, and are then kept and sent", async () => {
    await sqs.createQueue({ QueueName: "dead" });
    await deploy("fragile");
    await expect(update(...config(sqsArn("dead")))).rejects.toThrow(
      "The provided execution role does not have permissions to call SendMessage on SQS",
    );
    await allow(cloud.endpoint, "fragile", [
      logs,
      { Action: "sqs:SendMessage", Resource: sqsArn("dead") },
    ]);
    const DeadLetterConfig = { TargetArn: sqsArn("dead") };
    expect(await update(...config(sqsArn("dead")))).toMatchObject({ DeadLetterConfig });
    expect(await lambda.getFunctionConfiguration({ FunctionName: "fragile" })).toMatchObject({
      DeadLetterConfig,
    });
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "fragile",
      MaximumRetryAttempts: 0,
    });
    const requestId = await send("fragile", { order: 9 });
    const letter = await receive("dead");
    expect(letter.Body).toBe('{"order":9}');
    expect(letter.MessageAttributes).toMatchObject({
      RequestID: { StringValue: requestId, DataType: "String" },
      ErrorCode: { StringValue: "200", DataType: "Number" },
      ErrorMessage: { StringValue: "out of stock", DataType: "String" },
    });
  });

  it("come at once from a function that may never run", async () => {
    await lambda.putFunctionConcurrency({
      FunctionName: "fragile",
      ReservedConcurrentExecutions: 0,
    });
    await send("fragile", { order: 10 });
    const letter = await receive("dead");
    expect(letter.Body).toBe('{"order":10}');
    expect(letter.MessageAttributes?.ErrorCode).toMatchObject({ StringValue: "429" });
  });
});
