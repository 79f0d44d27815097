import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type LocalCloud, startLocalCloud } from "@spillway/local-cloud";
import { localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { runHere } from "../run-here.ts";
import { startSpillway } from "../run-spillway.ts";

let folder: string;
let cloud: LocalCloud;
let sqs: SQSClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-redrive-queue-"));
  cloud = await startLocalCloud({ stateDir: join(folder, "cloud"), port: await freePort() });
  sqs = new SQSClient({
    ...{ endpoint: cloud.endpoint, ...localClientSettings, useQueueUrlAsEndpoint: false },
  });
});
afterAll(async () => {
  sqs?.destroy();
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A queue with its dead-letter queue. */
async function newPair(name: string, ending = "") {
  const attributes = ending === ".fifo" ? { FifoQueue: "true" } : {};
  const { QueueUrl: dlq = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: `${name}-dlq${ending}`, Attributes: attributes }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dlq, AttributeNames: ["QueueArn"] }),
  );
  const policy = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 3 };
  const { QueueUrl: source = "" } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${name}${ending}`,
      Attributes: { ...attributes, RedrivePolicy: JSON.stringify(policy) },
    }),
  );
  return { dlq, source };
}

async function send(
  queueUrl: string,
  entries: readonly Omit<SendMessageBatchRequestEntry, "Id">[],
) {
  for (let at = 0; at < entries.length; at += 10) {
    const Entries = entries.slice(at, at + 10).map((entry, n) => ({ Id: `${n}`, ...entry }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

const bodies = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    MessageBody: JSON.stringify({ n, type: n % 4 === 0 ? "refund" : "order" }),
  }));

/** All that can be received of a queue now. */
async function drained(queueUrl: string): Promise<Message[]> {
  const found: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 },
        ...{ MessageAttributeNames: ["All"], MessageSystemAttributeNames: ["All"] },
      }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages);
  }
}

const argsOf = (...args: string[]) => ["redrive", "queue", ...args, "--endpoint", cloud.endpoint];

async function redrive(...args: string[]) {
  const { code, stdout } = await runHere(argsOf(...args, "--json"));
  return { code, report: JSON.parse(stdout) };
}

test("moves all to the queue they came from, with their attributes", async () => {
  const { dlq, source } = await newPair("orders");
  await send(dlq, [
    ...bodies(120),
    {
      MessageBody: "plain",
      MessageAttributes: {
        kind: { DataType: "String", StringValue: "big" },
        hash: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 3]) },
      },
    },
  ]);
  const { code, report } = await redrive("orders-dlq", "--rate", "1000");
  expect(report).toMatchObject({
    ...{ received: 121, moved: 121, skipped: 0, failed: 0, undeleted: 0, complete: true },
  });
  expect(code).toBe(0);
  const messages = await drained(source);
  expect(messages.map(({ Body }) => Body).toSorted()).toEqual(
    [...bodies(120).map(({ MessageBody }) => MessageBody), "plain"].toSorted(),
  );
  const plain = messages.find(({ Body }) => Body === "plain");
  expect(plain?.MessageAttributes).toMatchObject({
    kind: { StringValue: "big" },
    hash: { BinaryValue: new Uint8Array([1, 2, 3]) },
  });
  expect(await drained(dlq)).toEqual([]);
});

test("a dry run and a filter leave what stays visible", async () => {
  const { dlq, source } = await newPair("filtered");
  await send(dlq, bodies(60));
  const filter = ["--filter", '{"body":{"type":["refund"]}}'];
  const dry = await redrive(dlq, "--dry-run", ...filter);
  expect(dry).toMatchObject({ code: 0, report: { wouldMove: 15, skipped: 45, moved: 0 } });
  expect(dry.report.samples).toHaveLength(3);
  const { code, report } = await redrive(dlq, ...filter, "--limit", "10");
  expect(report).toMatchObject({ moved: 10, complete: true });
  expect(report.received).toBe(report.moved + report.skipped);
  expect(code).toBe(0);
  expect(await drained(source)).toHaveLength(10);
  expect(await drained(dlq)).toHaveLength(50);
});

test("a FIFO queue's groups keep their order, and get deduplication ids that the queue does not know", async () => {
  const { dlq, source } = await newPair("ledger", ".fifo");
  const entries = Array.from({ length: 30 }, (_, n) => ({
    ...{ MessageBody: `${n}`, MessageGroupId: `g${n % 3}`, MessageDeduplicationId: `d${n}` },
  }));
  await send(dlq, entries);
  const { report } = await redrive("ledger-dlq.fifo");
  expect(report).toMatchObject({ moved: 30, failed: 0 });
  const found = await drained(source);
  for (const group of ["g0", "g1", "g2"]) {
    const ofGroup = found.filter(({ Attributes }) => Attributes?.MessageGroupId === group);
    const numbers = ofGroup.map(({ Body }) => Number(Body));
    expect(numbers).not.toEqual([]);
    for (const { Attributes } of ofGroup) {
      expect(Attributes?.MessageDeduplicationId).not.toMatch(/^d\d+$/);
    }
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
});

describe("which queue they go to", () => {
  test("has to be said where none or several have it as their dead-letter queue, or kinds differ", async () => {
    const { dlq, source } = await newPair("shared");
    const none = await redrive(source);
    expect(none).toMatchObject({ code: 2, report: { error: { code: "REDRIVE_SOURCE_UNKNOWN" } } });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dlq, AttributeNames: ["QueueArn"] }),
    );
    const policy = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 3 };
    await sqs.send(
      new CreateQueueCommand({
        QueueName: "shared-too",
        Attributes: { RedrivePolicy: JSON.stringify(policy) },
      }),
    );
    const several = await redrive(dlq);
    expect(several.report.error.message).toMatch(/came shared, shared-too/);
    await send(dlq, bodies(2));
    const said = await redrive(dlq, "--to", "shared-too");
    expect(said).toMatchObject({ code: 0, report: { moved: 2 } });
    const { dlq: fifo } = await newPair("kinds", ".fifo");
    const unlike = await redrive(dlq, "--to", fifo);
    expect(unlike).toMatchObject({ code: 2, report: { error: { code: "REDRIVE_QUEUES_UNLIKE" } } });
  });

  test("a queue that is not there is said", async () => {
    const { code, report } = await redrive("nowhere");
    expect(report.error.code).toBe("RESOURCE_NOT_FOUND");
    expect(code).toBe(3);
  });
});

test("Ctrl-C deletes what was sent and puts the rest back", async () => {
  const { dlq, source } = await newPair("interrupted");
  await send(dlq, bodies(100));
  const { child, ended } = startSpillway(argsOf(dlq, "--rate", "10", "--json"), { cwd: folder });
  while ((await countOf(source)) === 0) {
    // Asked again until the first have come.
  }
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ stopped: { code: "INTERRUPTED" }, undeleted: 0, unreleased: 0 });
  expect(report.moved).toBeGreaterThan(0);
  expect(code).toBe(1);
  expect(await drained(source)).toHaveLength(report.moved);
  expect(await drained(dlq)).toHaveLength(100 - report.moved);
});

async function countOf(queueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      ...{ QueueUrl: queueUrl, AttributeNames: ["ApproximateNumberOfMessages"] },
    }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
}
