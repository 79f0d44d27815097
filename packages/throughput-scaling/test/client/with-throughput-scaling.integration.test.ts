import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  createScalingDynamoDBClient,
  type ScalingConfig,
  throughputScaling,
  withThroughputScaling,
} from "../../src/index.ts";
import { type ScaledTable, scaledTable } from "../fixtures/scaled-table.ts";

let table: ScaledTable;
afterEach(() => {
  vi.unstubAllEnvs();
  return table.close();
});

const places = (count: number) => Array.from({ length: count }, (_, place) => place);

function configOf(overrides: ScalingConfig = {}): ScalingConfig {
  const client = table.client();
  const { store, name: tableName } = table;
  return { client, store, tableName, env: {}, initialRetryDelay: 1, ...overrides };
}

/** DynamoDB's exception as older versions of the SDK have it: without reasons. */
function olderThrottle(): Error {
  const message =
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";
  return Object.assign(new Error(message), { name: "ProvisionedThroughputExceededException" });
}

function throttledFirst(times: number) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw olderThrottle();
    return attempts;
  };
}

describe("an exception without reasons", () => {
  it("raises a table that can't have a hot partition", async () => {
    table = await scaledTable({});
    expect(await withThroughputScaling(throttledFirst(2), "Query", configOf())).toBe(3);
    expect(await table.updates()).toEqual([
      [10, 10],
      [20, 20],
    ]);
  });

  it("raises a table to its own maximum, which the scaler's function keeps to", async () => {
    table = await scaledTable({});
    const SCALED_TABLES = JSON.stringify({ [table.name]: { max: { write: 7 } } });
    const config = configOf({ env: { SCALED_TABLES } });
    expect(await withThroughputScaling(throttledFirst(1), "Query", config)).toBe(2);
    expect(await table.updates()).toEqual([[10, 7]]);
    expect(await table.writeUnits()).toEqual([7]);
  });

  it("raises nothing where consumption says that one partition is hot", async () => {
    table = await scaledTable({ readUnits: 9_000, writeUnits: 9_000 });
    const usage = async () => ({ readUnits: 100, writeUnits: 100 });
    const hot = withThroughputScaling(throttledFirst(1), "Query", configOf({ usage }));
    await expect(hot).rejects.toMatchObject({ code: "HOT_PARTITION", cause: olderThrottle() });
    expect(await table.updates()).toEqual([]);
  });

  it("raises a large table where consumption says that it is used up", async () => {
    table = await scaledTable({ readUnits: 9_000, writeUnits: 9_000 });
    const usage = async () => ({ readUnits: 100, writeUnits: 8_999 });
    const config = configOf({ usage, maxWriteCapacity: 10_000 });
    expect(await withThroughputScaling(throttledFirst(1), "Write", config)).toBe(2);
    expect(await table.writeUnits()).toEqual([10_000]);
  });

  it("raises nothing where nothing is known, and says so when the retries are used up", async () => {
    table = await scaledTable({ readUnits: 9_000, writeUnits: 9_000 });
    const config = configOf({ maxRetries: 2 });
    await expect(withThroughputScaling(throttledFirst(9), "Query", config)).rejects.toMatchObject({
      code: "THROTTLE_CAUSE_UNKNOWN",
      message: expect.stringContaining("in each of 3 attempts"),
    });
    expect(await table.updates()).toEqual([]);
  });

  it("is refused with a clear word where the table is on demand", async () => {
    table = await scaledTable({});
    const direct = new DynamoDBClient({
      ...localClientSettings,
      endpoint: dynamoDbLocalEndpoint(),
    });
    const onDemand = await createTestTable(direct, {});
    const config = configOf({ tableName: onDemand.name });
    await expect(withThroughputScaling(throttledFirst(1), "Query", config)).rejects.toMatchObject({
      code: "TABLE_ON_DEMAND",
      message: expect.stringContaining("is on demand"),
      cause: olderThrottle(),
    });
    await onDemand.delete();
    direct.destroy();
  });

  it("needs to know the table", async () => {
    table = await scaledTable({});
    const { tableName: _, ...config } = configOf();
    await expect(withThroughputScaling(throttledFirst(1), "Query", config)).rejects.toMatchObject({
      code: "TABLE_NOT_NAMED",
      hint: expect.stringContaining("tableName"),
    });
  });
});

it("retries all the same where capacity can't be raised, and says why in the end", async () => {
  table = await scaledTable({});
  const config = configOf({ tableName: "no-such-table", maxRetries: 1 });
  expect(await withThroughputScaling(throttledFirst(1), "Query", config)).toBe(2);
  await expect(withThroughputScaling(throttledFirst(5), "Query", config)).rejects.toMatchObject({
    code: "STILL_THROTTLED",
    message: expect.stringContaining("ResourceNotFoundException"),
  });
});

it("lets other errors and results through as they are", async () => {
  table = await scaledTable({});
  const error = new RangeError("mine");
  const failing = () => Promise.reject(error);
  await expect(withThroughputScaling(failing, "Query", configOf())).rejects.toBe(error);
  expect(await withThroughputScaling(async () => 7, "Query", configOf())).toBe(7);
});

it("ends its waiting when its signal aborts", async () => {
  table = await scaledTable({});
  const signal = AbortSignal.timeout(300);
  const config = { ...configOf({ initialRetryDelay: 60_000, maxRetryDelay: 60_000 }), signal };
  const waiting = withThroughputScaling(throttledFirst(9), "Query", { ...config, random: () => 1 });
  await expect(waiting).rejects.toMatchObject({ name: "TimeoutError" });
});

describe("wrong settings", () => {
  const wrong = { baseWriteCapacity: 60, scaleUpFactor: 1, scaleDownDelayMinutes: -1 };
  const problems = {
    baseWriteCapacity: expect.any(String),
    scaleUpFactor: expect.any(String),
    scaleDownDelayMinutes: expect.any(String),
  };

  it("are refused all at once when a client is made, before anything is sent", async () => {
    table = await scaledTable({});
    const docClient = DynamoDBDocumentClient.from(table.client());
    const refused = { code: "SETTINGS_INVALID", details: { problems } };
    for (const make of [
      () => throughputScaling({ env: {}, ...wrong }),
      () => throughputScaling({ env: {}, operations: { Query: wrong } }),
      () => createScalingDynamoDBClient(docClient, { env: {}, ...wrong }),
    ]) {
      expect(make).toThrow(expect.objectContaining(refused));
    }
    let sent = 0;
    const operation = async () => {
      sent += 1;
    };
    const wrapped = withThroughputScaling(operation, "Query", { ...configOf(), ...wrong });
    await expect(wrapped).rejects.toMatchObject(refused);
    const scalingClient = createScalingDynamoDBClient(docClient, configOf());
    const ofOperation = scalingClient.executeWithScaling(operation, "Query", wrong);
    await expect(ofOperation).rejects.toMatchObject(refused);
    expect(sent).toBe(0);
  });
});

describe("the scaling client", () => {
  it("raises by the settings of the operation, and tells each step to the logger", async () => {
    table = await scaledTable({});
    const docClient = DynamoDBDocumentClient.from(table.client());
    const told: string[] = [];
    const tell = (message: string) => told.push(message);
    const scalingClient = createScalingDynamoDBClient(docClient, {
      ...configOf({ logger: { info: tell, warn: tell } }),
      operations: { Import: { scaleUpFactor: 10 } },
    });
    const write = (place: number) =>
      scalingClient.executeWithScaling(
        () => docClient.send(new PutCommand({ TableName: table.name, Item: { pk: `${place}` } })),
        "Import",
        { initialRetryDelay: 100 },
      );
    await Promise.all(places(20).map(write));
    expect(await table.updates()).toEqual([[50]]);
    expect(new Set(told)).toEqual(
      new Set([
        "throttled",
        "capacity changed",
        "asked for capacity",
        "waiting before a retry",
        "succeeded",
      ]),
    );
  });

  it("names the key of a hot partition, and raises nothing", async () => {
    table = await scaledTable({ writeUnits: 4_000 });
    const docClient = DynamoDBDocumentClient.from(table.client());
    const scalingClient = createScalingDynamoDBClient(docClient, configOf());
    const Item = { pk: "USER#42", text: "x".repeat(380 * 1_024) };
    const write = () =>
      scalingClient.executeWithScaling(
        () => docClient.send(new PutCommand({ TableName: table.name, Item })),
        "Save a large text",
      );
    const outcomes = await Promise.allSettled(places(12).map(write));
    const errors = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(errors[0]).toMatchObject({
      code: "HOT_PARTITION",
      message: `Save a large text: one partition of table "${table.name}" is at its limit (TableWriteKeyRangeThroughputExceeded) at the key {"pk":"USER#42"}`,
    });
    expect(await table.updates()).toEqual([]);
  });

  it("leaves what the plugin gave up alone", async () => {
    table = await scaledTable({});
    const config = configOf({ maxWriteCapacity: 5, maxRetries: 0 });
    const client = table.client();
    client.middlewareStack.use(throughputScaling({ ...config, client }));
    const docClient = DynamoDBDocumentClient.from(client);
    const scalingClient = createScalingDynamoDBClient(docClient, config);
    const put = (place: number) =>
      scalingClient.executeWithScaling(
        () =>
          client.send(
            new PutItemCommand({ TableName: table.name, Item: { pk: { S: `${place}` } } }),
          ),
        "Put",
      );
    const outcomes = await Promise.allSettled(places(20).map(put));
    const failed = outcomes.find((one) => one.status === "rejected");
    expect(failed?.reason).toMatchObject({ message: expect.stringMatching(/^PutItem: throttled/) });
  });
});

it("runs the README's queries", async () => {
  table = await scaledTable({
    keys: ["pk:S", "sk:S"],
    readUnits: 100,
    writeUnits: 100,
    globalIndexes: { byEmail: { keys: ["email:S"] }, byType: { keys: ["entityType:S"] } },
  });
  const { accessKeyId, secretAccessKey } = localClientSettings.credentials;
  const environment = {
    AWS_ENDPOINT_URL: table.endpoint,
    AWS_REGION: localClientSettings.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    TABLE_NAME: table.name,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { getUserProfileByEmail, queryAllEntitiesByType, queryFromDynamoDB } = await import(
    "../examples/entities.ts"
  );
  const docClient = DynamoDBDocumentClient.from(table.client());
  const items = [
    { pk: "USER#42", sk: "PROFILE#", entityType: "profile", email: "a@example.com" },
    { pk: "USER#42", sk: "WORKOUT#1", entityType: "workout" },
    { pk: "USER#7", sk: "WORKOUT#1", entityType: "workout" },
  ];
  for (const Item of items) await docClient.send(new PutCommand({ TableName: table.name, Item }));
  expect(await queryFromDynamoDB("42", "WORKOUT")).toEqual([items[1]]);
  expect(await getUserProfileByEmail("a@example.com")).toEqual(items[0]);
  expect(await queryAllEntitiesByType("workout")).toHaveLength(2);
});
