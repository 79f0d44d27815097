import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { createTestTable, localClientSettings, type TestTableOptions } from "@spillway/testkit";
import { decodeMessage } from "@spillway/write-buffer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportFiles } from "../export-folder.ts";
import { freePort } from "../free-port.ts";
import { runSpillway } from "../run-spillway.ts";
import { scanTable } from "../scan-table.ts";

const BUCKET = "exports";

let folder: string;
let cloud: LocalCloud;
let dynamodb: DynamoDBClient;
let s3: S3Client;
let sqs: SQSClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-load-cloud-"));
  cloud = await startLocalCloud({ stateDir: join(folder, "cloud"), port: await freePort() });
  const settings = { endpoint: cloud.endpoint, ...localClientSettings };
  dynamodb = new DynamoDBClient(settings);
  s3 = new S3Client({ ...settings, forcePathStyle: true });
  sqs = new SQSClient({ ...settings, useQueueUrlAsEndpoint: false });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
});
afterAll(async () => {
  for (const client of [dynamodb, s3, sqs]) client?.destroy();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (Key: string, Body: string | Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));

const newTable = async (options: TestTableOptions = {}) =>
  (await createTestTable(dynamodb, options)).name;

async function keysIn(table: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { pk } of scanTable(dynamodb, table)) keys.push(pk?.S ?? "");
  return keys.toSorted();
}

async function load(...args: string[]) {
  const { code, stdout, stderr } = await runSpillway(
    ["load", ...args, "--json", "--endpoint", cloud.endpoint],
    { cwd: folder },
  );
  return { code, stderr, report: JSON.parse(stdout) };
}

describe("a source in S3", () => {
  test("is an object, plain or gzip, in as many parts as it takes", async () => {
    const table = await newTable();
    const rows = Array.from({ length: 2_000 }, (_, n) => `k${n},${"x".repeat(900)}`);
    await put("users.csv.gz", gzipSync(["pk,text", ...rows, ""].join("\n"), { level: 0 }));
    const { code, report } = await load(`s3://${BUCKET}/users.csv.gz`, "-t", table);
    expect(report).toMatchObject({
      ...{ read: 2_000, written: 2_000, format: "csv", source: `s3://${BUCKET}/users.csv.gz` },
    });
    expect(code).toBe(0);
    expect(await keysIn(table)).toHaveLength(2_000);
  });

  test("is the folder of an export", async () => {
    const table = await newTable();
    const prefix = "AWSDynamoDB/01693685827463-2d8752fd/";
    const files = exportFiles([[{ pk: { S: "a" } }], [{ pk: { S: "b" } }, { pk: { S: "c" } }]]);
    for (const [name, bytes] of files) await put(`${prefix}${name}`, bytes);
    const { report } = await load(`s3://${BUCKET}/${prefix}`, "-t", table);
    expect(report).toMatchObject({ read: 3, written: 3, format: "export", complete: true });
    expect(await keysIn(table)).toEqual(["a", "b", "c"]);
  });

  test("is all that is below a prefix, object by object", async () => {
    const table = await newTable();
    await put("2026/part-0.csv", "pk,n\na,1\nb,2\n");
    await put("2026/part-1.jsonl.gz", gzipSync('{"pk":"c"}\n{"pk":"a"}\n'));
    const { report, code } = await load(`s3://${BUCKET}/2026/part-*`, "-t", table);
    expect(report).toMatchObject({ read: 4, format: "csv, json-lines", complete: true });
    expect(code).toBe(0);
    expect(await keysIn(table)).toEqual(["a", "b", "c"]);
  });

  test.each([
    [`s3://${BUCKET}/nope.csv`, "SOURCE_NOT_FOUND", 2],
    ["s3://no-such-bucket/a.csv", "SOURCE_NOT_FOUND", 2],
    [`s3://${BUCKET}/nothing/`, "SOURCE_NOT_FOUND", 2],
    ["s3://no-such-bucket/a/", "SOURCE_NOT_FOUND", 2],
  ])("that is not there: %s", async (source, code, exitCode) => {
    const table = await newTable();
    const ended = await load(source, "-t", table);
    expect(ended.report).toMatchObject({ error: { code } });
    expect(ended.stderr).toMatch(/^error: [^\n]+\n( {7}[^\n]+\n)?$/);
    expect(ended.code).toBe(exitCode);
  });
});

test("--spill sends to the queue what the table does not take --within its time", async () => {
  const table = await newTable({ writeUnits: 10 });
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "orders-buffer" }));
  const rows = Array.from({ length: 500 }, (_, n) => `k${n},${n}`);
  await writeFile(join(folder, "spike.csv"), ["pk,n", ...rows, ",0", ""].join("\n"));
  const { code, report } = await load(
    ...["spike.csv", "-t", table, "--within", "2s", "--spill", QueueUrl],
  );
  expect(report).toMatchObject({ read: 501, rejected: 1, failed: 0, complete: true });
  expect(report.spilled).toBeGreaterThan(0);
  expect(report.written + report.spilled).toBe(500);
  // The one that was rejected.
  expect(code).toBe(1);

  const spilled = await keysOfMessages(QueueUrl, report.spilled);
  const written = await keysIn(table);
  expect([...written, ...spilled].toSorted()).toEqual(rows.map((_, n) => `k${n}`).toSorted());
});

/** Keys of so many writes in a queue's messages, each once. */
async function keysOfMessages(queueUrl: string, count: number): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < count) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) break;
    for (const { Body = "" } of Messages) {
      const { attributes } = decodeMessage(Body);
      keys.push(attributes.pk && "S" in attributes.pk ? attributes.pk.S : "");
    }
  }
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages"],
    }),
  );
  expect(Attributes?.ApproximateNumberOfMessages).toBe("0");
  return keys;
}
