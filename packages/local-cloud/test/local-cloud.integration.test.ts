import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CloudWatch, CloudWatch as CloudWatchService } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import {
  Lambda,
  ResourceNotFoundException,
  TooManyRequestsException,
} from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud, statusDocument } from "../src/index.ts";
import {
  allow,
  authorization,
  clientSettings,
  createFunction,
  createRole,
  zipped,
} from "./deploy.ts";
import { eventually } from "./eventually.ts";

const ECHO = `
  console.log("loaded");
  export const handler = async (event, context) => {
    console.log("handling", event);
    if (event.fail) throw new TypeError("asked to fail");
    if (event.exit) process.exit(7);
    if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60_000));
    if (event.waitMs) await new Promise((resolve) => setTimeout(resolve, event.waitMs));
    return {
      event,
      pid: process.pid,
      variables: process.env,
      requestId: context.awsRequestId,
      remainingMs: context.getRemainingTimeInMillis(),
    };
  };`;

const WHO_AM_I = `
  export const handler = async () => {
    const { AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token, AWS_ENDPOINT_URL: endpoint } = process.env;
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        authorization: \`AWS4-HMAC-SHA256 Credential=\${key}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0\`,
        "x-amz-security-token": token,
      },
      body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
    });
    return /<Arn>(.*)<\\/Arn>/.exec(await response.text())[1];
  };`;

let stateDir: string;
let cloud: LocalCloud;
let lambda: Lambda;
let sqs: SQS;
let role: string;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  cloud = await startLocalCloud({ port: 14_566, burstSeconds: 1, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  lambda = new Lambda(clientSettings(cloud.endpoint));
  sqs = new SQS(clientSettings(cloud.endpoint));
  role = await createRole(cloud.endpoint, "runner");
  await allow(cloud.endpoint, "runner", [
    {
      Action: ["logs:*", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: "*",
    },
  ]);
  await createFunction(cloud.endpoint, role, "echo", ECHO, {
    Timeout: 2,
    MemorySize: 192,
    Environment: { COLOUR: "blue" },
  });
});

afterAll(async () => {
  await cloud.close();
  expect(readdirSync(path.join(stateDir, "processes"))).toEqual([]);
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

async function invoke(FunctionName: string, event: unknown = {}) {
  const answer = await lambda.invoke({
    FunctionName,
    Payload: JSON.stringify(event),
    LogType: "Tail",
  });
  return {
    functionError: answer.FunctionError,
    log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
    value: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
  };
}

describe("Invoke", () => {
  it("runs the deployed code with its environment, and gives the log's tail", async () => {
    const { value, log, functionError } = await invoke("echo", { a: 1 });
    expect(functionError).toBeUndefined();
    expect(value.event).toEqual({ a: 1 });
    expect(value.remainingMs).toBeLessThanOrEqual(2_000);
    expect(value.variables).toMatchObject({
      COLOUR: "blue",
      AWS_LAMBDA_FUNCTION_NAME: "echo",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "192",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: cloud.endpoint,
    });
    expect(log).toContain(`START RequestId: ${value.requestId} Version: $LATEST\n`);
    expect(log).toContain(`\t${value.requestId}\tINFO\thandling { a: 1 }\n`);
    expect(log).toMatch(/REPORT RequestId: .*\tMemory Size: 192 MB/);
    await eventually("the lines in the log file", async () => {
      const file = readFileSync(path.join(stateDir, "logs", "us-east-1", "echo.log"), "utf8");
      const lines = log.trimEnd().split("\n");
      return lines.every((line) => file.includes(`Z ${line}\n`)) ? true : undefined;
    });
  });

  it("uses a warm environment again, and another for what runs at the same time", async () => {
    const first = await invoke("echo");
    const again = await invoke("echo");
    expect(again.value.pid).toBe(first.value.pid);
    expect(again.log).not.toContain("Init Duration");
    const both = await Promise.all([
      invoke("echo", { waitMs: 300 }),
      invoke("echo", { waitMs: 300 }),
    ]);
    expect(new Set(both.map(({ value }) => value.pid)).size).toBe(2);
  });

  it("gives the error of a handler that throws, and goes on", async () => {
    const before = await invoke("echo");
    const { functionError, value } = await invoke("echo", { fail: true });
    expect(functionError).toBe("Unhandled");
    expect(value).toMatchObject({ errorType: "TypeError", errorMessage: "asked to fail" });
    expect((await invoke("echo")).value.pid).toBe(before.value.pid);
  });

  it("ends a handler at the function's timeout", async () => {
    const { functionError, value, log } = await invoke("echo", { hang: true });
    expect(functionError).toBe("Unhandled");
    expect(value.errorMessage).toMatch(/Task timed out after 2\.00 seconds$/);
    expect(log).toContain("Status: timeout");
    expect((await invoke("echo")).functionError).toBeUndefined();
  });

  it("tells of a process that ended, and of code that does not load", async () => {
    const ended = await invoke("echo", { exit: true });
    expect(ended.value).toMatchObject({ errorType: "Runtime.ExitError" });
    expect(ended.value.errorMessage).toContain("exit status 7");
    await createFunction(cloud.endpoint, role, "broken", "throw new RangeError('at load');");
    const broken = await invoke("broken");
    expect(broken.functionError).toBe("Unhandled");
    expect(broken.value).toMatchObject({ errorType: "RangeError", errorMessage: "at load" });
  });

  it("gives the function its own role's credentials", async () => {
    await createFunction(cloud.endpoint, role, "who-am-i", WHO_AM_I);
    expect((await invoke("who-am-i")).value).toBe(
      "arn:aws:sts::123456789012:assumed-role/runner/who-am-i",
    );
  });

  it("runs new code and configuration from the moment that they are deployed", async () => {
    await createFunction(cloud.endpoint, role, "changing", "export const handler = () => 1;");
    expect((await invoke("changing")).value).toBe(1);
    await lambda.updateFunctionCode({
      FunctionName: "changing",
      ZipFile: zipped("export const handler = async () => process.env.STEP ?? 2;"),
    });
    expect((await invoke("changing")).value).toBe(2);
    await lambda.updateFunctionConfiguration({
      FunctionName: "changing",
      Environment: { Variables: { STEP: "three" } },
    });
    expect((await invoke("changing")).value).toBe("three");
    await lambda.deleteFunction({ FunctionName: "changing" });
    await expect(invoke("changing")).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it("throttles beyond the reserved concurrency", async () => {
    await createFunction(cloud.endpoint, role, "reserved", ECHO);
    await lambda.putFunctionConcurrency({
      FunctionName: "reserved",
      ReservedConcurrentExecutions: 1,
    });
    const results = await Promise.allSettled([
      invoke("reserved", { waitMs: 500 }),
      invoke("reserved", { waitMs: 500 }),
    ]);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(TooManyRequestsException);
    expect((await invoke("reserved")).functionError).toBeUndefined();
  });

  it("answers at once for an event, and runs it", async () => {
    const marker = randomBytes(8).toString("hex");
    const answer = await lambda.invoke({
      FunctionName: "echo",
      InvocationType: "Event",
      Payload: JSON.stringify({ marker }),
    });
    expect(answer.StatusCode).toBe(202);
    const logs = new CloudWatchLogs(clientSettings(cloud.endpoint));
    await eventually("the event in CloudWatch Logs", async () => {
      const { events = [] } = await logs.filterLogEvents({ logGroupName: "/aws/lambda/echo" });
      return events.find(({ message }) => message?.includes(marker));
    });
  });

  it("only checks for a dry run", async () => {
    const dry = { InvocationType: "DryRun" } as const;
    expect((await lambda.invoke({ FunctionName: "echo", ...dry })).StatusCode).toBe(204);
    await expect(lambda.invoke({ FunctionName: "nobody", ...dry })).rejects.toThrow(/not found/);
  });
});

describe("queues", () => {
  const arn = (queue: string) => `arn:aws:sqs:us-east-1:123456789012:${queue}`;

  async function createQueue(QueueName: string, Attributes: Record<string, string> = {}) {
    const { QueueUrl = "" } = await sqs.createQueue({ QueueName, Attributes });
    return QueueUrl;
  }

  async function depth(QueueUrl: string): Promise<number> {
    const { Attributes: attributes = {} } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["All"],
    });
    return (
      Number(attributes.ApproximateNumberOfMessages) +
      Number(attributes.ApproximateNumberOfMessagesDelayed) +
      Number(attributes.ApproximateNumberOfMessagesNotVisible)
    );
  }

  async function sendMany(QueueUrl: string, bodies: readonly string[]) {
    const batches = Array.from({ length: Math.ceil(bodies.length / 10) }, (_, batch) =>
      bodies.slice(batch * 10, batch * 10 + 10),
    );
    const sends = batches.map((batch) =>
      sqs.sendMessageBatch({
        QueueUrl,
        Entries: batch.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    await Promise.all(sends);
  }

  it("deliver to a function; what fails is tried again and ends in the dead-letter queue", async () => {
    const dead = await createQueue("work-dead-letters");
    const redrive = { deadLetterTargetArn: arn("work-dead-letters"), maxReceiveCount: 2 };
    const work = await createQueue("work", {
      VisibilityTimeout: "2",
      RedrivePolicy: JSON.stringify(redrive),
    });
    await createFunction(
      cloud.endpoint,
      role,
      "consumer",
      `export const handler = async ({ Records }) => {
        for (const { body } of Records) console.log("seen:" + body + ":");
        const failed = Records.filter(({ body }) => body.startsWith("bad"));
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      };`,
      { Timeout: 2 },
    );
    await lambda.createEventSourceMapping({
      EventSourceArn: arn("work"),
      FunctionName: "consumer",
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    const good = Array.from({ length: 100 }, (_, index) => `good-${index}`);
    await sendMany(work, [...good.slice(0, 50), "bad-1", ...good.slice(50), "bad-2"]);
    await eventually("an empty queue and two dead letters", async () =>
      (await depth(work)) === 0 && (await depth(dead)) === 2 ? true : undefined,
    );
    const log = readFileSync(path.join(stateDir, "logs", "us-east-1", "consumer.log"), "utf8");
    const times = (body: string) => log.split(`seen:${body}:`).length - 1;
    expect(good.filter((body) => times(body) === 0)).toEqual([]);
    expect(["bad-1", "bad-2"].map(times)).toEqual([2, 2]);
    const { Messages: letters = [] } = await sqs.receiveMessage({
      QueueUrl: dead,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
    });
    expect(letters.map(({ Body }) => Body).sort()).toEqual(["bad-1", "bad-2"]);
  });

  it("keep their messages while the mapping is disabled", async () => {
    const held = await createQueue("held");
    await createFunction(cloud.endpoint, role, "holder", "export const handler = async () => {};");
    const { UUID } = await lambda.createEventSourceMapping({
      EventSourceArn: arn("held"),
      FunctionName: "holder",
      Enabled: false,
    });
    await sendMany(held, ["a", "b"]);
    expect((await lambda.getEventSourceMapping({ UUID })).State).toBe("Disabled");
    expect(await depth(held)).toBe(2);
    expect((await lambda.updateEventSourceMapping({ UUID, Enabled: true })).State).toBe("Enabling");
    expect((await lambda.getEventSourceMapping({ UUID })).State).toBe("Enabled");
    await eventually("delivery", async () => ((await depth(held)) === 0 ? true : undefined));
  });

  it("give back their policies as they were set", async () => {
    const redrive = { deadLetterTargetArn: arn("work-dead-letters"), maxReceiveCount: 5 };
    const RedrivePolicy = JSON.stringify(redrive);
    const RedriveAllowPolicy = '{"redrivePermission":"denyAll"}';
    const QueueUrl = await createQueue("allowing", { RedrivePolicy, Policy: "{}" });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { RedriveAllowPolicy } });
    const get = async (name: "All" | "RedriveAllowPolicy") =>
      (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: [name] })).Attributes;
    expect(await get("All")).toMatchObject({ RedrivePolicy, RedriveAllowPolicy, Policy: "{}" });
    expect(await get("RedriveAllowPolicy")).toEqual({ RedriveAllowPolicy });
  });

  it("take a text for what it is, also one that looks like a request", async () => {
    const QueueUrl = await createQueue("links");
    const MessageBody = "https://example.com/?a=1&Action=PurgeQueue&b=2";
    await sqs.sendMessage({ QueueUrl, MessageBody });
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl });
    expect(message?.Body).toBe(MessageBody);
  });

  it("lose no message that is sent while others are received and deleted", async () => {
    const QueueUrl = await createQueue("busy");
    const bodies = Array.from({ length: 400 }, (_, index) => String(index));
    const seen = new Set<string>();
    const consume = async () => {
      while (seen.size < bodies.length) {
        const { Messages: messages = [] } = await sqs.receiveMessage({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
        });
        if (messages.length === 0) return;
        for (const { Body = "" } of messages) seen.add(Body);
        await sqs.deleteMessageBatch({
          QueueUrl,
          Entries: messages.map(({ ReceiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle,
          })),
        });
      }
    };
    await Promise.all([sendMany(QueueUrl, bodies), consume(), consume()]);
    expect(seen.size).toBe(bodies.length);
  });
});

describe("metrics", () => {
  let cloudWatch: CloudWatch;
  beforeAll(() => {
    cloudWatch = new CloudWatchService(clientSettings(cloud.endpoint));
  });

  function metric(Namespace: string, MetricName: string, dimension: [string, string]) {
    const [Name, Value] = dimension;
    return eventually(`${MetricName} of ${Value}`, async () => {
      const { Datapoints: points = [] } = await cloudWatch.getMetricStatistics({
        Namespace,
        MetricName,
        Dimensions: [{ Name, Value }],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 1_000),
        Period: 1,
        Statistics: ["Sum", "Maximum"],
      });
      return points.length === 0 ? undefined : points.map(({ Sum = 0 }) => Sum);
    });
  }
  const total = (sums: number[]) => sums.reduce((sum, value) => sum + value, 0);

  /** The sum over all seconds, once it is as high as expected: seconds are put one after the other. */
  function sumOf(namespace: string, name: string, dimension: [string, string], expected: number) {
    return eventually(`${name} of ${dimension[1]} in the amount of ${expected}`, async () => {
      const sum = total(await metric(namespace, name, dimension));
      return sum < expected ? undefined : sum;
    });
  }

  it("of a table that throttles by its capacity", async () => {
    const dynamodb = new DynamoDB(clientSettings(cloud.endpoint));
    await dynamodb.createTable({
      TableName: "small",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    });
    const puts = Array.from({ length: 40 }, (_, index) =>
      dynamodb.putItem({ TableName: "small", Item: { pk: { S: String(index) } } }),
    );
    const results = await Promise.allSettled(puts);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reason).toMatchObject({ name: "ProvisionedThroughputExceededException" });
    const table: [string, string] = ["TableName", "small"];
    const written = results.length - refused.length;
    expect(await sumOf("AWS/DynamoDB", "WriteThrottleEvents", table, refused.length)).toBe(
      refused.length,
    );
    expect(await sumOf("AWS/DynamoDB", "ConsumedWriteCapacityUnits", table, written)).toBe(written);
    expect((await metric("AWS/DynamoDB", "ProvisionedWriteCapacityUnits", table))[0]).toBe(5);
  });

  it("of functions and queues", async () => {
    const name: [string, string] = ["FunctionName", "echo"];
    expect(await sumOf("AWS/Lambda", "Errors", name, 1)).toBeGreaterThan(0);
    await metric("AWS/Lambda", "Invocations", name);
    await metric("AWS/Lambda", "Duration", name);
    await metric("AWS/Lambda", "ConcurrentExecutions", name);
    await metric("AWS/Lambda", "Throttles", ["FunctionName", "reserved"]);
    const queue: [string, string] = ["QueueName", "busy"];
    await metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue);
    await metric("AWS/SQS", "ApproximateAgeOfOldestMessage", queue);
    expect(await sumOf("AWS/SQS", "NumberOfMessagesSent", queue, 400)).toBe(400);
  });
});

describe("everything else", () => {
  it("keeps the tags of scalable targets", async () => {
    const call = async (operation: string, body: unknown) => {
      const response = await fetch(cloud.endpoint, {
        method: "POST",
        headers: {
          authorization: authorization("application-autoscaling"),
          "x-amz-target": `AnyScaleFrontendService.${operation}`,
          "content-type": "application/x-amz-json-1.1",
        },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(200);
      return (await response.json()) as Record<string, unknown>;
    };
    const { ScalableTargetARN: ResourceARN } = await call("RegisterScalableTarget", {
      ServiceNamespace: "dynamodb",
      ResourceId: "table/small",
      ScalableDimension: "dynamodb:table:WriteCapacityUnits",
      MinCapacity: 1,
      MaxCapacity: 10,
      Tags: { owner: "spillway", stage: "test" },
    });
    await call("TagResource", { ResourceARN, Tags: { stage: "live" } });
    await call("UntagResource", { ResourceARN, TagKeys: ["owner"] });
    expect(await call("ListTagsForResource", { ResourceARN })).toEqual({ Tags: { stage: "live" } });
  });

  it("passes through as it is, streamed", async () => {
    const headers = { authorization: authorization("s3") };
    const body = randomBytes(5_000_000);
    const bucket = `${cloud.endpoint}/bucket`;
    expect((await fetch(bucket, { method: "PUT", headers })).status).toBe(200);
    expect((await fetch(`${bucket}/key`, { method: "PUT", headers, body })).status).toBe(200);
    const got = await fetch(`${bucket}/key`, { headers });
    expect(Buffer.from(await got.arrayBuffer()).equals(body)).toBe(true);
  });

  it("stores a text for what it is, also one that looks like a request", async () => {
    const dynamodb = new DynamoDB(clientSettings(cloud.endpoint));
    await dynamodb.createTable({
      TableName: "links",
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    const Item = { pk: { S: "https://example.com/?a=1&Action=DeleteTable&b=2" } };
    await dynamodb.putItem({ TableName: "links", Item });
    const { Item: stored } = await dynamodb.getItem({ TableName: "links", Key: Item });
    expect(stored).toEqual(Item);
  });

  it("shows what runs", async () => {
    const health = await (await fetch(`${cloud.endpoint}/_spillway/health`)).json();
    expect(health).toMatchObject({ status: "ok", pid: process.pid });
    const answer = await fetch(`${cloud.endpoint}/_spillway/state`);
    const state = statusDocument.parse(await answer.json());
    expect(state.endpoint).toBe(cloud.endpoint);
    const named = <T extends { readonly name: string }>(list: readonly T[], name: string) =>
      list.find((one) => one.name === name);
    const echo = named(state.functions, "echo");
    expect(echo?.last?.result).toBeDefined();
    expect(echo?.invocations).toBeGreaterThan(echo?.errors ?? 0);
    expect(echo?.pids).toContain((await invoke("echo")).value.pid);
    expect(named(state.tables, "links")?.writeUnits).toBeGreaterThan(0);
    expect(state.processes.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["local cloud", "moto", "function"]),
    );
    const lambdaRequests = state.requests.find(({ service }) => service === "lambda");
    expect(lambdaRequests?.count).toBeGreaterThan(0);
  });
});
