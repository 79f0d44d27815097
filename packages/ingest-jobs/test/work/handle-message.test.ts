import type { DynamoDBClient, UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import { newChunk } from "../../src/chunk/chunk-state.ts";
import { handleMessage, type WorkServices } from "../../src/index.ts";
import { chunkMessage, planMessage } from "../../src/queue/job-message.ts";
import { checkpointSeconds } from "../../src/work/chunk/load-chunk.ts";
import { watchEveryMs } from "../../src/work/chunk/watch-job.ts";

const NOW = 1_000_000;

function world(answer: (command: { readonly input: UpdateItemCommandInput }) => unknown) {
  const hidden: number[] = [];
  const sent: unknown[] = [];
  const dynamodb = { send: async (command: never) => answer(command) } as unknown as DynamoDBClient;
  const sqs = {
    send: async ({ input }: { input: { Entries: { Id: string }[] } }) => {
      sent.push(...input.Entries);
      return { Successful: input.Entries };
    },
  };
  const services = {
    clients: { dynamodb: async () => dynamodb, sqs: async () => sqs },
    ...{ table: "jobs", queueUrl: "chunks", bucket: "ingest", tables: {} },
    ...{ clock: new ManualClock(NOW), random: () => 0.5 },
    logger: { info: () => {}, warn: () => {} },
  } as unknown as WorkServices;
  const delivery = (receiveCount: number, sentAtMs = NOW) => ({
    ...{ sentAtMs, receiveCount, handOnAtMs: NOW, abortAtMs: NOW },
    hide: async (seconds: number) => void hidden.push(seconds),
  });
  return { services, delivery, hidden, sent };
}

const takenChunk = () => {
  const chunk = newChunk({ chunk: 3, source: 0, start: 0, end: 9, expires_at: 0 });
  throw new ConditionalCheckFailedException({
    ...{ message: "no", $metadata: {} },
    Item: marshall({ ...chunk, attempt: 1, lease_until: NOW + 7_500 }),
  });
};

it("hides the message of a chunk that another worker has, for as long as its lease lasts", async () => {
  const { services, delivery, hidden, sent } = world(takenChunk);
  const handled = await handleMessage(services, chunkMessage("1", 3), delivery(1));
  expect(handled).toMatchObject({ kind: "later", seconds: 8 });
  expect(hidden).toEqual([8]);
  expect(sent).toEqual([]);
});

it("sends a new message for one that has come back often, so that no queue takes it for a failure", async () => {
  const { services, delivery, sent } = world(takenChunk);
  const handled = await handleMessage(services, chunkMessage("1", 3), delivery(20));
  expect(handled.kind).toBe("done");
  expect(sent).toEqual([
    expect.objectContaining({ MessageBody: chunkMessage("1", 3), DelaySeconds: 8 }),
  ]);
});

it("sends a new message for one whose workers die again and again, though they get further", async () => {
  const saved: UpdateItemCommandInput[] = [];
  const chunk = newChunk({ chunk: 3, source: 0, start: 0, end: 9, expires_at: 0 });
  const meta = {
    ...{ id: "1", state: "running", table: "users", strategy: "direct", source: "s3://a/b" },
    ...{ created_at: new Date(NOW).toISOString(), request: "{}", caller: "ann", expires_at: 0 },
  };
  const { services, delivery, sent } = world(({ input }) => {
    if (input.UpdateExpression === undefined) return { Item: marshall(meta) };
    saved.push(input);
    return { Attributes: marshall({ ...chunk, attempt: 40, lease_until: NOW + 20_000 }) };
  });
  const handled = await handleMessage(services, chunkMessage("1", 3), delivery(20));
  expect(handled.kind).toBe("done");
  expect(sent).toEqual([
    expect.objectContaining({ MessageBody: chunkMessage("1", 3), DelaySeconds: 0 }),
  ]);
  expect(saved[1]?.ExpressionAttributeValues).toMatchObject({ ":lease_until": { N: "0" } });
});

it("lets the message of a worker that failed come again soon, and later each time", async () => {
  const { services, delivery, hidden } = world(() => {
    throw new Error("no answer");
  });
  for (const [receiveCount, body] of [
    [1, chunkMessage("1", 3)],
    [3, planMessage("1")],
    [60, chunkMessage("1", 3)],
  ] as const) {
    const handled = handleMessage(services, body, delivery(receiveCount));
    await expect(handled).rejects.toThrow("no answer");
  }
  expect(hidden).toEqual([5, 20, 300]);
});

it("waits for a job that is being accepted, and drops the message of one that never was", async () => {
  const { services, delivery } = world(() => ({}));
  const soon = await handleMessage(services, planMessage("1"), delivery(1));
  expect(soon).toMatchObject({ kind: "later", seconds: 1 });
  // A request that takes long must not use up the attempts at planning.
  const late = await handleMessage(services, planMessage("1"), delivery(6));
  expect(late).toMatchObject({ kind: "later", seconds: 16 });
  const never = await handleMessage(services, planMessage("1"), delivery(9, NOW - 60_000));
  expect(never.kind).toBe("done");
});

it("leaves what it does not understand to the dead-letter queue", async () => {
  const { services, delivery } = world(() => ({}));
  for (const body of ["{", '{"v":2,"kind":"plan","job":"1"}', '{"v":1,"kind":"chunk","job":"1"}']) {
    expect(await handleMessage(services, body, delivery(1))).toMatchObject({ kind: "later" });
  }
});

it("asks and saves less often where many do", () => {
  expect([1, 100, 500, 5_000].map((chunks_total) => watchEveryMs({ chunks_total }))).toEqual([
    ...[250, 250, 1_250, 2_500],
  ]);
  const settings = { checkpointSeconds: 2 } as WorkServices["settings"];
  const seconds = (chunks_total: number) => checkpointSeconds({ settings }, { chunks_total });
  expect([1, 500, 1_000, 5_000].map(seconds)).toEqual([2, 2, 4, 8]);
});
