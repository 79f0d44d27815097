import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { type AwsCli, awsCli } from "./aws-cli.ts";
import { allow, createRole, zipped } from "./deploy.ts";
import { eventually } from "./eventually.ts";

const WHERE = `
  export const handler = async ({ Records: [record] = [] }) => {
    if (record) console.log("took", record.body, "of", record.awsRegion);
    return { region: process.env.AWS_REGION, mark: process.env.MARK };
  };`;

let stateDir: string;
let cloud: LocalCloud;
let virginia: AwsCli;
let ireland: AwsCli;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-regions-"));
  cloud = await startLocalCloud({ port: 15_666, stateDir }, (message, error) =>
    errors.push(`${message}: ${error}`),
  );
  virginia = awsCli(cloud.endpoint, "us-east-1");
  ireland = awsCli(cloud.endpoint, "eu-west-1");
  writeFileSync(path.join(stateDir, "where.zip"), zipped(WHERE));
  await createRole(cloud.endpoint, "where");
  await allow(cloud.endpoint, "where", [
    { Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:123456789012:work" },
  ]);
  await Promise.all([deploy(virginia, "here"), deploy(ireland, "there")]);
});

afterAll(async () => {
  await cloud.close();
  expect(errors).toEqual([]);
  rmSync(stateDir, { recursive: true });
});

function deploy(aws: AwsCli, mark: string) {
  return aws(
    ...["lambda", "create-function", "--function-name", "where", "--runtime", "nodejs22.x"],
    ...["--role", "arn:aws:iam::123456789012:role/where", "--handler", "index.handler"],
    ...["--zip-file", `fileb://${stateDir}/where.zip`],
    ...["--environment", `Variables={MARK=${mark}}`],
  );
}

async function invoke(aws: AwsCli): Promise<unknown> {
  const file = path.join(stateDir, "answer.json");
  await aws("lambda", "invoke", "--function-name", "where", file);
  return JSON.parse(readFileSync(file, "utf8"));
}

it("runs a function of each region with its own code, though both have one name", async () => {
  expect(await invoke(virginia)).toEqual({ region: "us-east-1", mark: "here" });
  expect(await invoke(ireland)).toEqual({ region: "eu-west-1", mark: "there" });
  await expect(invoke(awsCli(cloud.endpoint, "eu-central-1"))).rejects.toThrow(
    "Function not found: arn:aws:lambda:eu-central-1:123456789012:function:where",
  );
});

it("delivers a queue's messages to the function of its region", async () => {
  const { QueueUrl } = await ireland<{ QueueUrl: string }>(
    ...["sqs", "create-queue", "--queue-name", "work"],
  );
  await ireland(
    ...["lambda", "create-event-source-mapping", "--function-name", "where"],
    ...["--event-source-arn", "arn:aws:sqs:eu-west-1:123456789012:work"],
  );
  await ireland("sqs", "send-message", "--queue-url", QueueUrl, "--message-body", "a parcel");
  await eventually("the message in the log of the function in Ireland", async () => {
    const log = readFileSync(path.join(stateDir, "logs", "eu-west-1", "where.log"), "utf8");
    return log.includes("took a parcel of eu-west-1") || undefined;
  });
  const log = readFileSync(path.join(stateDir, "logs", "us-east-1", "where.log"), "utf8");
  expect(log).not.toContain("took");
});

it("counts in CloudWatch of the function's region", async () => {
  const metrics = async (aws: AwsCli) => {
    const { Metrics } = await aws<{ Metrics: { Namespace: string; MetricName: string }[] }>(
      ...["cloudwatch", "list-metrics"],
    );
    return new Set(Metrics.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`));
  };
  await eventually("metrics of the queue in Ireland", async () =>
    (await metrics(ireland)).has("AWS/SQS NumberOfMessagesDeleted") ? true : undefined,
  );
  expect(await metrics(ireland)).toContain("AWS/Lambda Invocations");
  expect(await metrics(virginia)).not.toContain("AWS/SQS NumberOfMessagesDeleted");
});

it("begins no region that is none, whatever is signed or asked for", async () => {
  const of = (region: string, service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKID/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const rule = { authorization: of("..", "events"), "x-amz-target": "AWSEvents.PutRule" };
  expect((await fetch(cloud.endpoint, { method: "POST", headers: rule })).ok).toBe(false);
  const broken = `${cloud.endpoint}/2015-03-31/functions/%zz/code`;
  const headers = { authorization: of("us-east-1", "lambda") };
  expect((await fetch(broken, { method: "PUT", headers })).ok).toBe(false);
  const state = await (await fetch(`${cloud.endpoint}/_spillway/state`)).json();
  expect(state).toMatchObject({ regions: ["us-east-1", "eu-west-1", "eu-central-1"] });
  const stranger = { ...headers, origin: "https://evil.example" };
  const asked = `${cloud.endpoint}/2015-03-31/functions`;
  expect((await fetch(asked, { method: "POST", headers: stranger })).status).toBe(403);
});

it("refuses what is no region as AWS does", async () => {
  await expect(awsCli(cloud.endpoint, "nowhere")("sqs", "list-queues")).rejects.toThrow(
    "Credential should be scoped to a valid region, not 'nowhere'.",
  );
});
