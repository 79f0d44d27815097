import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Checkpoint } from "../src/checkpoint/checkpoint.ts";
import { Interrupt, type LoadProgress, type LoadRequest, load } from "../src/index.ts";
import { CheckpointInMemory } from "./checkpoint-in-memory.ts";
import { RejectsInMemory } from "./rejects-in-memory.ts";

const RECORDS = 3_000;
const { region, credentials } = localClientSettings;
const clients = createClients({ region, credentials, endpoint: dynamoDbLocalEndpoint() });
let client: DynamoDBClient;
let table: TestTable;
let folder: string;
beforeAll(async () => {
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client);
  folder = await mkdtemp(join(tmpdir(), "spillway-load-"));
});
afterAll(async () => {
  await table.delete();
  await rm(folder, { recursive: true, force: true });
  client.destroy();
  clients.destroy();
});

test("a program stops a load and goes on with it, from stores of its own", async () => {
  const source = join(folder, "users.jsonl");
  // Each thousandth line is no record.
  const lines = Array.from({ length: RECORDS }, (_, n) =>
    n % 1_000 === 999 ? "{" : JSON.stringify({ pk: `USER#${n}`, n }),
  );
  await writeFile(source, `${lines.join("\n")}\n`);
  const places = new Map<string, Checkpoint>();
  const rejects = new RejectsInMemory();
  const run = (
    changes: Partial<LoadRequest>,
    onProgress: (progress: LoadProgress, interrupt: Interrupt) => void,
  ) => {
    const interrupt = new Interrupt();
    const request: LoadRequest = {
      ...{ source, table: table.name, empty: "omit", deletes: false, dryRun: false },
      ...{ resume: false, maxWcu: "off", concurrency: 1, maxAttempts: 8 },
      ...changes,
    };
    return load(request, {
      ...{ clients, interrupt, clock: systemClock, random: Math.random },
      stores: {
        checkpoint: async ({ label, table: name }) =>
          new CheckpointInMemory(places, `${label} into ${name}`),
        rejects: async ({ earlier }) => {
          rejects.opened.push(earlier);
          return rejects;
        },
      },
      standardInput: Readable.from([]),
      peakMemoryBytes: () => 0,
      onStart: () => {},
      onProgress: (progress) => onProgress(progress, interrupt),
    });
  };

  const stopped = await run({}, ({ write }, interrupt) => {
    if (write.written > 0 && !interrupt.requested) interrupt.request();
  });
  const place = `users.jsonl into ${table.name}`;
  expect(stopped).toMatchObject({ complete: false, checkpoint: place, resumedAt: null });
  expect(stopped.read).toBeLessThan(RECORDS);
  expect(places.get(place)).toMatchObject({ next: stopped.read, rejects: "memory://rejects" });

  const done = await run({ resume: true }, () => {});
  expect(done).toMatchObject({
    ...{ complete: true, checkpoint: null, rejects: "rejects", resumedAt: stopped.read },
    ...{ read: RECORDS, written: RECORDS - 3, rejected: 3, failed: 0 },
  });
  expect(places.size).toBe(0);
  expect(rejects.opened).toEqual([undefined, "memory://rejects"]);
  expect(rejects.lines.map((line) => JSON.parse(line).position.index)).toEqual([999, 1_999, 2_999]);
  const { Count } = await client.send(
    new ScanCommand({ TableName: table.name, Select: "COUNT", ConsistentRead: true }),
  );
  expect(Count).toBe(RECORDS - 3);
});
