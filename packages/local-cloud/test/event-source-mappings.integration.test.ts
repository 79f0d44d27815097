import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type CreateEventSourceMappingRequest, Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { type AwsCli, awsCli } from "./aws-cli.ts";
import { allow, clientSettings, createFunction, createRole, zipped } from "./deploy.ts";
import { eventually } from "./eventually.ts";

/** Says what it got, and fails what its body tells it to. */
const consumer = (version = "latest") => `
  export const handler = async ({ Records }) => {
    console.log("batch:" + JSON.stringify(Records.map(({ body }) => body)) + ":${version}:");
    if (Records.some(({ body }) => body === "throw")) throw new Error("asked to");
    const failed = Records.findIndex(({ body }) => body.startsWith("bad"));
    const back = failed < 0 ? [] : Records.slice(failed);
    return { batchItemFailures: back.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;
const sqsArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

let stateDir: string;
let cloud: LocalCloud;
let aws: AwsCli;
let lambda: Lambda;
let sqs: SQS;
let role: string;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
  const options = { port: 14_750, stateDir };
  cloud = await startLocalCloud(options, (message, error) => errors.push(`${message}: ${error}`));
  aws = awsCli(cloud.endpoint);
  lambda = new Lambda(clientSettings(cloud.endpoint));
  sqs = new SQS(clientSettings(cloud.endpoint));
  role = await createRole(cloud.endpoint, "consumer");
  await allow(cloud.endpoint, "consumer", [{ Action: ["logs:*", "sqs:*"], Resource: "*" }]);
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

async function queue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  return (await sqs.createQueue({ QueueName, Attributes })).QueueUrl ?? "";
}

/** A queue and a function of one name; the function runs for a second at most. */
async function deploy(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const functionName = name.replace(".fifo", "");
  await createFunction(cloud.endpoint, role, functionName, consumer(), { Timeout: 1 });
  return queue(name, attributes);
}

function map(name: string, more: Partial<CreateEventSourceMappingRequest> = {}) {
  return lambda.createEventSourceMapping({
    EventSourceArn: sqsArn(name),
    FunctionName: name.replace(".fifo", ""),
    ...more,
  });
}

/** The batches that a function got, in their order. */
function batches(functionName: string): string[][] {
  const file = path.join(stateDir, "logs", "us-east-1", `${functionName}.log`);
  const log = readFileSync(file, { encoding: "utf8", flag: "a+" });
  return [...log.matchAll(/batch:(\[.*?\]):\w+:/g)].map(([, found = ""]) => JSON.parse(found));
}

const got = (functionName: string, ...bodies: string[]) =>
  eventually(`${functionName} to get ${bodies}`, async () => {
    const all = batches(functionName).flat();
    return bodies.every((body) => all.includes(body)) ? all : undefined;
  });

const emptied = (QueueUrl: string) =>
  eventually("an empty queue", async () => {
    const { Attributes: all = {} } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["All"],
    });
    const left =
      Number(all.ApproximateNumberOfMessages) + Number(all.ApproximateNumberOfMessagesNotVisible);
    return left === 0 ? true : undefined;
  });

const resultOf = (UUID: string | undefined, expected: RegExp) =>
  eventually(`the result ${expected}`, async () => {
    const { LastProcessingResult: result = "" } = await lambda.getEventSourceMapping({ UUID });
    return expected.test(result) ? result : undefined;
  });

describe("an event source mapping", () => {
  it("hands on what its filter criteria let pass, and deletes the rest", async () => {
    const QueueUrl = await deploy("filtered");
    const Filters = [
      { Pattern: JSON.stringify({ body: { total: [{ numeric: [">", 100] }] } }) },
      { Pattern: JSON.stringify({ body: [{ prefix: "URGENT" }] }) },
    ];
    const made = await aws<Record<string, unknown>>(
      ...["lambda", "create-event-source-mapping", "--function-name", "filtered"],
      ...["--event-source-arn", sqsArn("filtered")],
      ...["--filter-criteria", JSON.stringify({ Filters })],
    );
    expect(made).toMatchObject({
      State: "Creating",
      LastProcessingResult: "No records processed",
      FilterCriteria: { Filters },
    });
    const bodies = ['{"total":101}', '{"total":100}', "URGENT call", "call", '{"total":500}'];
    for (const MessageBody of bodies) await sqs.sendMessage({ QueueUrl, MessageBody });
    await emptied(QueueUrl);
    expect(batches("filtered").flat().sort()).toEqual([bodies[0], bodies[2], bodies[4]].sort());
    const { UUID = "" } = made as { UUID?: string };
    expect(await lambda.getEventSourceMapping({ UUID })).toMatchObject({
      State: "Enabled",
      LastProcessingResult: "OK",
    });
    const cleared = await lambda.updateEventSourceMapping({ UUID, FilterCriteria: {} });
    expect(cleared.FilterCriteria).toBeUndefined();
    await sqs.sendMessage({ QueueUrl, MessageBody: "call again", DelaySeconds: 1 });
    await got("filtered", "call again");
  });

  it("runs the version that its alias names", async () => {
    const QueueUrl = await deploy("versioned");
    const FunctionName = "versioned";
    const { Version: FunctionVersion } = await lambda.publishVersion({ FunctionName });
    await lambda.createAlias({ FunctionName, Name: "live", FunctionVersion });
    await lambda.updateFunctionCode({ FunctionName, ZipFile: zipped(consumer("newer")) });
    const { FunctionArn } = await map("versioned", { FunctionName: "versioned:live" });
    expect(FunctionArn).toMatch(/:function:versioned:live$/);
    await sqs.sendMessage({ QueueUrl, MessageBody: "m" });
    await got("versioned", "m");
    const log = path.join(stateDir, "logs", "us-east-1", "versioned.log");
    expect(readFileSync(log, "utf8")).toContain('batch:["m"]:latest:');
    const { EventSourceMappings: found } = await lambda.listEventSourceMappings({
      FunctionName: FunctionArn,
    });
    expect(found).toHaveLength(1);
  });

  it("keeps the order of a FIFO queue's groups, and holds up a group whose message failed", async () => {
    await queue("over.fifo", { FifoQueue: "true" });
    const redrive = { deadLetterTargetArn: sqsArn("over.fifo"), maxReceiveCount: 2 };
    const QueueUrl = await deploy("ordered.fifo", {
      FifoQueue: "true",
      ContentBasedDeduplication: "true",
      // Longer than a batch takes on a busy machine: after it all of the batch would come again.
      VisibilityTimeout: "4",
      RedrivePolicy: JSON.stringify(redrive),
    });
    const send = (MessageGroupId: string, MessageBody: string) =>
      sqs.sendMessage({ QueueUrl, MessageGroupId, MessageBody });
    await map("ordered.fifo", {
      Enabled: false,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
    for (const body of ["a1", "bad-a2", "a3"]) await send("a", body);
    for (const body of ["c1", "c2"]) await send("c", body);
    const { EventSourceMappings: [mapping] = [] } = await lambda.listEventSourceMappings({
      EventSourceArn: sqsArn("ordered.fifo"),
    });
    await lambda.updateEventSourceMapping({ UUID: mapping?.UUID, Enabled: true });
    await emptied(QueueUrl);
    const all = batches("ordered").flat();
    const groupA = all.filter((body) => !body.startsWith("c"));
    // Nothing of a group is given out before what failed of it, until that went to the dead letters.
    expect(groupA).toEqual(["a1", "bad-a2", "a3", "bad-a2", "a3"]);
    expect(all.filter((body) => body.startsWith("c")).slice(0, 2)).toEqual(["c1", "c2"]);
  });

  it("says what its function does not do: failed, throttled for good, or gone", async () => {
    const QueueUrl = await deploy("troubled", { VisibilityTimeout: "2" });
    const { UUID } = await map("troubled");
    await sqs.sendMessage({ QueueUrl, MessageBody: "throw" });
    expect(await resultOf(UUID, /failed/)).toBe("PROBLEM: Function call failed");
    await sqs.purgeQueue({ QueueUrl });
    await lambda.putFunctionConcurrency({
      FunctionName: "troubled",
      ReservedConcurrentExecutions: 0,
    });
    await sqs.sendMessage({ QueueUrl, MessageBody: "m" });
    await resultOf(UUID, /^PROBLEM: Function call throttled: Reserved/);
    await lambda.deleteFunction({ FunctionName: "troubled" });
    await resultOf(UUID, /^PROBLEM: .*troubled/);
    const state = (await (await fetch(`${cloud.endpoint}/_spillway/state`)).json()) as {
      eventSources?: { uuid: string; problem?: string }[];
    };
    expect(JSON.stringify(state)).toContain(UUID);
    errors.splice(0);
  });

  it("gives a message out again when the visibility ends that a function set before it was killed", async () => {
    const QueueUrl = await queue("held", { VisibilityTimeout: "3600" });
    const worker = await createRole(cloud.endpoint, "worker");
    const actions = ["Receive", "Delete"].map((one) => `sqs:${one}Message`);
    const Action = [...actions, "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
    await allow(cloud.endpoint, "worker", [{ Action, Resource: sqsArn("held") }]);
    const source = `
      import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
      const sqs = new SQSClient();
      export const handler = async ({ Records: [one, ...more] }) => {
        const count = Number(one.attributes.ApproximateReceiveCount);
        console.log("batch:" + JSON.stringify([one.body, ...more, count]) + ":latest:");
        if (count > 2) return;
        await sqs.send(new ChangeMessageVisibilityCommand({
          QueueUrl: process.env.QUEUE_URL, ReceiptHandle: one.receiptHandle, VisibilityTimeout: 1,
        }));
        process.kill(process.pid, "SIGKILL");
      };`;
    const Environment = { QUEUE_URL: QueueUrl };
    await createFunction(cloud.endpoint, worker, "held", source, { Environment });
    await map("held", { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    for (const MessageBody of ["a", "b", "c"]) await sqs.sendMessage({ QueueUrl, MessageBody });
    await emptied(QueueUrl);
    const each = ["a", "b", "c"].flatMap((body) => [1, 2, 3].map((count) => [body, count]));
    expect(batches("held").sort()).toEqual(each);
  });

  it("says that its queue is gone", async () => {
    const QueueUrl = await deploy("vanishing");
    const { UUID } = await map("vanishing");
    await sqs.deleteQueue({ QueueUrl });
    await resultOf(UUID, /^PROBLEM: queue vanishing does not exist$/);
  });

  it("ends what it has begun before it is gone, and takes nothing more", async () => {
    const QueueUrl = await deploy("closing");
    const { UUID } = await map("closing", { BatchSize: 100, MaximumBatchingWindowInSeconds: 60 });
    await sqs.sendMessage({ QueueUrl, MessageBody: "last" });
    await eventually("the message to be taken", async () => {
      const { Attributes: all } = await sqs.getQueueAttributes({
        QueueUrl,
        AttributeNames: ["All"],
      });
      return all?.ApproximateNumberOfMessagesNotVisible === "1" || undefined;
    });
    expect((await lambda.deleteEventSourceMapping({ UUID })).State).toBe("Deleting");
    await eventually("the mapping to be gone", async () =>
      lambda.getEventSourceMapping({ UUID }).then(
        () => undefined,
        (error: Error) => error.name === "ResourceNotFoundException" || undefined,
      ),
    );
    expect(batches("closing")).toEqual([["last"]]);
    await emptied(QueueUrl);
  });

  it("has tags", async () => {
    await deploy("tagged");
    const { EventSourceMappingArn: Resource } = await map("tagged", { Tags: { owner: "us" } });
    await lambda.tagResource({ Resource, Tags: { stage: "test" } });
    await lambda.untagResource({ Resource, TagKeys: ["owner"] });
    expect((await lambda.listTags({ Resource })).Tags).toEqual({ stage: "test" });
  });
});

describe("no event source mapping is made", () => {
  const create = (...more: string[]) =>
    aws("lambda", "create-event-source-mapping", "--function-name", "strict", ...more);

  it("of a stream, in one line", async () => {
    await deploy("strict", { VisibilityTimeout: "0" });
    const stream = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
    await expect(create("--event-source-arn", stream)).rejects.toThrow(
      /InvalidParameterValueException.*: an event source mapping of a Kinesis stream is not run by the local cloud: SQS queues and DynamoDB streams/,
    );
  });

  it.each([
    ["ProvisionedPollerConfig", { MinimumPollers: 2 }],
    ["MetricsConfig", { Metrics: ["EventCount"] }],
  ])("with %s, which nothing here does", async (name, setting) => {
    const made = map("strict", { [name]: setting });
    await expect(made).rejects.toThrow(/is not run by the local cloud: leave/);
  });

  it("with a filter that says nothing", async () => {
    const Filters = [{ Pattern: '{"body":"text"}' }];
    await expect(
      create(
        "--event-source-arn",
        sqsArn("strict"),
        "--filter-criteria",
        JSON.stringify({ Filters }),
      ),
    ).rejects.toThrow(/InvalidParameterValueException.*Invalid filter pattern definition\./);
  });

  it.each([
    ["strict", /Queue visibility timeout: 0 seconds is less than Function timeout: 1 seconds/],
    ["nowhere", /The specified queue does not exist/],
  ])("of queue %s", async (name, message) => {
    const made = map(name, { FunctionName: "strict" });
    await expect(made).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringMatching(message),
    });
  });

  it("a second time", async () => {
    const again = map("filtered");
    await expect(again).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: expect.stringContaining("already exists"),
    });
  });
});
