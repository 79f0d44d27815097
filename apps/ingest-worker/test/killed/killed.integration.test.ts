import { setTimeout as delay } from "node:timers/promises";
import { DynamoDB, type ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import { createClients } from "@spillway/aws-clients";
import { jobRequestSchema, jobStore } from "@spillway/ingest-jobs";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  fakeServices,
  localClientSettings,
} from "@spillway/testkit";
import { expect, test } from "vitest";
import { fastClock } from "./fast-clock.ts";
import { KillableWorkers } from "./killable-workers.ts";
import { TwiceQueue } from "./twice-queue.ts";

const RECORDS = 3_000;
const CHUNKS = 6;
const KILLS = 10;
/** A lease of 20 seconds takes little more than 3. */
const SPEED = 6;
/** Of which 2 are kept to hand on. */
const REMAINING_MS = 9_000;
const KILL_EVERY_MS = 500;

/** Each fiftieth has a field too many. */
const isMalformed = (n: number) => n % 50 === 49;
const lineOf = (n: number) => `user-${n},User ${n}${isMalformed(n) ? ",more" : ""}\n`;
const numbers = Array.from({ length: RECORDS }, (_, n) => n);
const CSV = `id,name\n${numbers.map(lineOf).join("")}`;

async function world() {
  const epochMs = systemClock.now();
  const clock = fastClock(epochMs, SPEED);
  const queue = new TwiceQueue(() => clock.now(), SPEED);
  const services = await fakeServices({
    dynamodb: dynamoDbLocalEndpoint(),
    onMessage: (body) => queue.send(body),
    onHidden: (receiptHandle, seconds) => queue.hide(receiptHandle, seconds),
  });
  services.objects.set("ingest/uploads/users.csv", Buffer.from(CSV));
  const dynamodb = new DynamoDB({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
  const jobsTable = await createTestTable(dynamodb, {
    keys: ["pk:S", "sk:S"],
    globalIndexes: {
      "jobs-by-time": { keys: ["list_pk:S", "list_sk:S"] },
      "running-jobs": { keys: ["running:S", "list_sk:S"] },
    },
  });
  const users = await createTestTable(dynamodb, { keys: ["pk:S"] });
  const clients = createClients({ ...localClientSettings, endpoint: services.url });
  const jobs = jobStore({
    ...{ clients, clock, table: jobsTable.name, bucket: "ingest", retentionDays: 1 },
    queueUrl: "http://sqs.test/1/chunks",
    tables: { [users.name]: { buffer_queue_url: null } },
  });
  const workers = await KillableWorkers.start({
    ...{ queue, count: 4 },
    settings: {
      ...{ endpoint: services.url, table: jobsTable.name, users: users.name, epochMs },
      ...{ speed: SPEED, remainingMs: REMAINING_MS },
      settings: {
        chunkBytes: Math.ceil(CSV.length / CHUNKS),
        ...{ writeConcurrency: 2, maxAttempts: 8, checkpointSeconds: 0.5, sharePace: false },
      },
    },
  });
  return {
    ...{ jobs, queue, workers, services, users: users.name },
    async namesInTable(): Promise<ReadonlyMap<string, string>> {
      const names = new Map<string, string>();
      let from: ScanCommandOutput["LastEvaluatedKey"];
      do {
        const page = await dynamodb.scan({ TableName: users.name, ExclusiveStartKey: from });
        for (const { pk, name } of page.Items ?? []) names.set(pk?.S ?? "", name?.S ?? "");
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return names;
    },
    async close(): Promise<void> {
      await services.close();
      for (const table of [jobsTable, users]) await table.delete();
      dynamodb.destroy();
      clients.destroy();
    },
  };
}

test("workers that are killed, short of time and told everything twice write each record once", async () => {
  const { jobs, queue, workers, services, users, namesInTable, close } = await world();
  const { job } = await jobs.submit(
    jobRequestSchema.parse({
      ...{ table: users, keys: { pk: "USER#{id}" } },
      source: { bucket: "ingest", key: "uploads/users.csv" },
      // A chunk takes seven times what a message has: two kills leave it enough to be handed on.
      rate: RECORDS / CHUNKS / 45,
    }),
    { caller: "test" },
  );
  let found = await jobs.find(job.id);
  while (found?.endedAt === undefined) {
    await delay(KILL_EVERY_MS * (0.5 + Math.random()));
    if (workers.kills < KILLS) workers.killOne();
    found = await jobs.find(job.id);
  }
  // What was delivered twice is still to come, and changes nothing.
  await workers.close();

  expect(workers.kills).toBe(KILLS);
  const handedOn = Array.from({ length: CHUNKS }, (_, n) => queue.handedOn.get(n) ?? 0);
  expect(Math.min(...handedOn)).toBeGreaterThanOrEqual(3);
  const malformed = numbers.filter(isMalformed);
  const ended = await jobs.find(job.id);
  expect(ended).toMatchObject({
    state: "succeeded with rejects",
    progress: { chunks: { total: CHUNKS, done: CHUNKS } },
    report: {
      ...{ read: RECORDS, written: RECORDS - malformed.length, rejected: malformed.length },
      ...{ failed: 0, deduplicated: 0, spilled: 0 },
    },
  });
  const wellFormed = numbers.filter((n) => !isMalformed(n));
  expect(await namesInTable()).toEqual(
    new Map(wellFormed.map((n) => [`USER#user-${n}`, `User ${n}`])),
  );
  const rejects = (ended?.rejects ?? []).flatMap(({ key }) =>
    String(services.objects.get(`ingest/${key}`))
      .trim()
      .split("\n"),
  );
  const raw = rejects.map((line) => `${JSON.parse(line).raw}\n`);
  expect(raw.sort()).toEqual(malformed.map(lineOf).sort());
  expect(services.notices).toHaveLength(1);
  await close();
});
