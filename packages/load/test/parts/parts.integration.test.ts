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
import type { Checkpoint } from "../../src/checkpoint/checkpoint.ts";
import {
  Interrupt,
  type LoadRequest,
  load,
  planSource,
  type SourcePart,
  sourcePlanSchema,
} from "../../src/index.ts";
import { CheckpointInMemory } from "../checkpoint-in-memory.ts";
import { RejectsInMemory } from "../rejects-in-memory.ts";

const RECORDS = 800;
const { region, credentials } = localClientSettings;
const clients = createClients({ region, credentials, endpoint: dynamoDbLocalEndpoint() });
let client: DynamoDBClient;
let table: TestTable;
let folder: string;
beforeAll(async () => {
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client);
  folder = await mkdtemp(join(tmpdir(), "spillway-parts-"));
});
afterAll(async () => {
  await table.delete();
  await rm(folder, { recursive: true, force: true });
  client.destroy();
  clients.destroy();
});

function requestOf(source: string): LoadRequest {
  return {
    ...{ source, table: table.name, pk: "USER#{id}", empty: "omit", deletes: false },
    ...{ dryRun: false, resume: true, maxWcu: "off", concurrency: 2, maxAttempts: 8 },
  };
}

function loaderOf(source: string) {
  const places = new Map<string, Checkpoint>();
  const rejects = new Map<number, RejectsInMemory>();
  const rejectsOf = (begin: number) => {
    const found = rejects.get(begin) ?? new RejectsInMemory();
    rejects.set(begin, found);
    return found;
  };
  const run = (part: SourcePart, written: (count: number, interrupt: Interrupt) => void) => {
    const interrupt = new Interrupt();
    return load(
      { ...requestOf(source), part },
      {
        ...{ clients, interrupt, clock: systemClock, random: Math.random },
        stores: {
          checkpoint: async () => new CheckpointInMemory(places, String(part.range.begin)),
          rejects: async () => rejectsOf(part.range.begin),
        },
        standardInput: Readable.from([]),
        peakMemoryBytes: () => 0,
        onStart: () => {},
        onProgress: ({ write }) => written(write.written, interrupt),
      },
    );
  };
  return { places, rejects, run };
}

test("a CSV is loaded in the ranges of its plan, each stopped and gone on with at a byte", async () => {
  const source = join(folder, "users.csv");
  // Each hundredth record has a field too many; numbers are found by the first records only.
  const lines = Array.from(
    { length: RECORDS },
    (_, n) => `${n},"two\nlines",${n % 7}${n % 100 === 99 ? ",more" : ""}`,
  );
  await writeFile(source, `id,text,count\n${lines.join("\n")}\n`);
  const rangeBytes = 4_096;
  const plan = await planSource(requestOf(source), { rangeBytes }, { clients });
  expect(sourcePlanSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  expect(plan).toMatchObject({ source: { format: "csv", goesOnBy: "byte" }, refused: [] });
  expect(plan.ranges.length).toBeGreaterThan(3);

  const { places, rejects, run } = loaderOf(source);
  const counts = { written: 0, rejected: 0 };
  for (const range of plan.ranges) {
    const part = { source: plan.source, range };
    const stopped = await run(part, (written, interrupt) => {
      if (written > 0 && !interrupt.requested) interrupt.request();
    });
    if (!stopped.complete) {
      expect(stopped.nextByte).toBeGreaterThan(range.begin);
      expect(places.get(String(range.begin))?.byte).toBe(stopped.nextByte);
    }
    const done = stopped.complete ? stopped : await run(part, () => {});
    expect(done).toMatchObject({ complete: true, nextByte: range.end, failed: 0 });
    counts.written += done.written;
    counts.rejected += done.rejected;
  }
  expect(counts).toEqual({ written: RECORDS * 0.99, rejected: RECORDS * 0.01 });
  expect([...rejects.values()].flatMap(({ lines }) => lines)).toHaveLength(RECORDS * 0.01);
  expect(places.size).toBe(0);
  const { Count } = await client.send(
    new ScanCommand({ TableName: table.name, Select: "COUNT", ConsistentRead: true }),
  );
  expect(Count).toBe(counts.written);

  await writeFile(source, `id,text,count\n${lines.join("\n")}\nreplaced`);
  const [range = { begin: 0, end: 0 }] = plan.ranges;
  await expect(run({ source: plan.source, range }, () => {})).rejects.toMatchObject({
    code: "SOURCE_CHANGED",
  });
});

test("what a load would refuse before its first record, its plan refuses", async () => {
  const source = join(folder, "orders.csv");
  await writeFile(source, "order,text\n1,a\n");
  const wish = { rangeBytes: 100 };
  const planned = (changes: object) =>
    planSource({ ...requestOf(source), ...changes }, wish, { clients });
  await expect(planned({})).rejects.toMatchObject({ code: "KEY_COLUMN_MISSING" });
  await expect(planned({ pk: "{order}", table: "nowhere" })).rejects.toMatchObject({
    code: "TABLE_NOT_FOUND",
  });
  await expect(planned({ source: join(folder, "gone") })).rejects.toMatchObject({
    code: "SOURCE_NOT_FOUND",
  });
  await expect(planned({ source: "-" })).rejects.toMatchObject({ code: "SOURCE_NOT_PLANNABLE" });
});
