import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { systemClock } from "@spillway/pacing";
import { sampleRecords } from "@spillway/sample-spike";
import { fastestTransport } from "@spillway/table-writer";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  FakeQueue,
  lambdaContext,
  localClientSettings,
  type TestTable,
} from "@spillway/testkit";
import { decodeMessage, type OutgoingMessage } from "@spillway/write-buffer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHandler } from "../src/handler.ts";
import { fakeTelemetry } from "./fake-telemetry.ts";

let client: DynamoDBClient;
let table: TestTable;

beforeAll(async () => {
  client = new DynamoDBClient({
    ...localClientSettings,
    endpoint: dynamoDbLocalEndpoint(),
    maxAttempts: 1,
  });
  table = await createTestTable(client, { keys: ["pk:S", "sk:N"], writeUnits: 10_000 });
});

afterAll(async () => {
  await table.delete();
  client.destroy();
});

function handlerFor(tableName: string, failureQueue: FakeQueue<OutgoingMessage>) {
  return createHandler({
    settings: {
      TABLE_NAME: tableName,
      FAILURE_QUEUE_URL: "http://127.0.0.1/failures",
      RECORD_TTL_SECONDS: 3_600,
      WRITE_CONCURRENCY: 5,
      MAX_ATTEMPTS: 8,
    },
    sample: sampleRecords,
    transport: fastestTransport(client),
    failureQueue,
    clock: systemClock,
    random: Math.random,
    ...fakeTelemetry(),
  });
}

test("a spike is in the table: 1,000 records, exactly the keys that were answered", async () => {
  const failureQueue = new FakeQueue<OutgoingMessage>();
  const handler = handlerFor(table.name, failureQueue);
  const { report, keys, run } = await handler({ returnKeys: true }, lambdaContext());
  expect(report).toMatchObject({ read: 1_000, written: 1_000, failed: 0 });
  const found: string[] = [];
  let from: Record<string, object> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table.name,
        ...(from === undefined ? {} : { ExclusiveStartKey: from as never }),
      }),
    );
    for (const item of page.Items ?? []) {
      expect(item.run).toEqual({ S: run });
      expect(Number(item.expires_at?.N)).toBeGreaterThan(Date.now() / 1_000);
      found.push(`${item.pk?.S} ${item.sk?.N}`);
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  expect(found.toSorted()).toEqual(keys?.map(([pk, sk]) => `${pk} ${sk}`).toSorted());
  expect(failureQueue.taken).toEqual([]);
});

test("a table that is not there leaves every record in the failure queue with that reason", async () => {
  const failureQueue = new FakeQueue<OutgoingMessage>();
  const { report } = await handlerFor("absent", failureQueue)({}, lambdaContext());
  expect(report).toMatchObject({ read: 1_000, written: 0, failed: 1_000 });
  expect(report.stopped).toMatchObject({ code: "TABLE_NOT_FOUND" });
  expect(failureQueue.taken).toHaveLength(1_000);
  const { reason } = decodeMessage(failureQueue.taken[0]?.body ?? "");
  expect(reason?.code).toBe("TABLE_NOT_FOUND");
});
