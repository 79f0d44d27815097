import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  ManualClock,
  type TestTable,
} from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CapacityProxy,
  type CapacityProxyOptions,
  startCapacityProxy,
  type UpdateStore,
} from "../src/index.ts";

const SECOND = 1_000;
const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 12);

let clock: ManualClock;
let proxy: CapacityProxy;
let client: DynamoDBClient;
let direct: DynamoDBClient;
let table: TestTable;

async function start(options: Partial<CapacityProxyOptions>): Promise<void> {
  proxy = await startCapacityProxy({
    target: dynamoDbLocalEndpoint(),
    clock,
    burstSeconds: 1,
    ...options,
  });
  client = new DynamoDBClient({ endpoint: proxy.url, maxAttempts: 1, ...localClientSettings });
}

async function stop(): Promise<void> {
  client.destroy();
  await proxy.close();
}

beforeEach(async () => {
  clock = new ManualClock(NOON);
  await start({ updatingSeconds: 30, decreaseRule: "four and one an hour" });
  direct = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(direct, {
    readUnits: 10,
    writeUnits: 20,
    globalIndexes: { byCity: { keys: ["city:S"] } },
  });
});

afterEach(async () => {
  await table.delete();
  direct.destroy();
  await stop();
});

interface Asked {
  /** Of the table: read and write units. */
  readonly table?: readonly [number, number];
  /** Of its index. */
  readonly byCity?: readonly [number, number];
}

function update(asked: Asked, more: Partial<UpdateTableCommandInput> = {}) {
  const units = ([ReadCapacityUnits, WriteCapacityUnits]: readonly [number, number]) => ({
    ReadCapacityUnits,
    WriteCapacityUnits,
  });
  const { table: ofTable, byCity } = asked;
  const command = new UpdateTableCommand({
    TableName: table.name,
    ...(ofTable && { ProvisionedThroughput: units(ofTable) }),
    ...(byCity && {
      GlobalSecondaryIndexUpdates: [
        { Update: { IndexName: "byCity", ProvisionedThroughput: units(byCity) } },
      ],
    }),
    ...more,
  });
  return unlessEngineFails(() => client.send(command));
}

/** DynamoDB Local answers a change of a table with InternalFailure now and then, while others are made. */
async function unlessEngineFails<Answer>(send: () => Promise<Answer>, left = 2): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (left === 0 || !(error instanceof Error && error.name === "InternalFailure")) throw error;
    return unlessEngineFails(send, left - 1);
  }
}

/** Changes capacity and waits until it is in force; answers the refusal's name and text instead. */
async function change(asked: Asked): Promise<"done" | readonly [string, string]> {
  const { name, message } = await update(asked).then(
    () => ({ name: "done", message: "" }),
    (error: Error) => error,
  );
  if (name !== "done") return [name, message];
  await clock.advance(30 * SECOND);
  return "done";
}

/** What a description says of capacity: status and units of the table, then of the index. */
function told(description: TableDescription | undefined) {
  const [index] = description?.GlobalSecondaryIndexes ?? [];
  const { ProvisionedThroughput: ofTable } = description ?? {};
  return [
    description?.TableStatus,
    [ofTable?.ReadCapacityUnits, ofTable?.WriteCapacityUnits],
    index?.IndexStatus,
    [
      index?.ProvisionedThroughput?.ReadCapacityUnits,
      index?.ProvisionedThroughput?.WriteCapacityUnits,
    ],
  ];
}

async function described(): Promise<TableDescription | undefined> {
  return (await client.send(new DescribeTableCommand({ TableName: table.name }))).Table;
}

/** How many of so many puts, each of one unit on the table, go through now. */
async function puts(count: number): Promise<number> {
  const sent = Array.from({ length: count }, (_, n) =>
    client.send(new PutItemCommand({ TableName: table.name, Item: { pk: { S: `${n}` } } })),
  );
  const settled = await Promise.allSettled(sent);
  return settled.filter(({ status }) => status === "fulfilled").length;
}

describe("a table while its capacity changes", () => {
  it("is UPDATING with the capacity that it had, and ACTIVE with the new one in the end", async () => {
    const { TableDescription } = await update({ table: [10, 40] });
    const before = ["UPDATING", [10, 20], "ACTIVE", [10, 20]];
    expect(told(TableDescription)).toEqual(before);
    await clock.advance(29 * SECOND);
    expect(told(await described())).toEqual(before);
    await clock.advance(1 * SECOND);
    expect(told(await described())).toEqual(["ACTIVE", [10, 40], "ACTIVE", [10, 20]]);
  });

  it("is UPDATING for an index too, and both are", async () => {
    await update({ byCity: [10, 40] });
    expect(told(await described())).toEqual(["UPDATING", [10, 20], "UPDATING", [10, 20]]);
  });

  it("takes no more than before until it ends", async () => {
    expect(await puts(50)).toBe(20);
    await update({ table: [10, 40] });
    await clock.advance(29 * SECOND);
    expect(await puts(50)).toBe(20);
    await clock.advance(10 * SECOND);
    expect(await puts(50)).toBe(40);
  });

  it("refuses every other change, in DynamoDB's words", async () => {
    await update({ table: [10, 40] });
    const inUse = {
      name: "ResourceInUseException",
      message: `Attempt to change a resource which is still in use: Table is being updated: ${table.name}`,
    };
    await expect(update({ byCity: [10, 40] })).rejects.toMatchObject(inUse);
    await expect(update({}, { DeletionProtectionEnabled: true })).rejects.toMatchObject(inUse);
    const deleted = client.send(new DeleteTableCommand({ TableName: table.name }));
    await expect(deleted).rejects.toMatchObject(inUse);
  });

  it("is changed by one of many that ask at once", async () => {
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => update({ table: [10, 40] })));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("stays so over a restart of the proxy that keeps what it knows, and has its capacity without", async () => {
    const kept: UpdateStore = new Map<string, string>();
    await stop();
    await start({ updatingSeconds: 30, updateStore: kept });
    await update({ table: [10, 10] });
    await stop();
    await start({ updatingSeconds: 30, updateStore: kept });
    expect(told(await described())).toEqual(["UPDATING", [10, 20], "ACTIVE", [10, 20]]);
    await stop();
    await start({});
    expect(told(await described())).toEqual(["ACTIVE", [10, 10], "ACTIVE", [10, 20]]);
  });
});

describe("what an UpdateTable is told", () => {
  it("is the engine's refusal, and nothing has changed", async () => {
    await expect(update({ table: [10, 0] })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(update({})).rejects.toMatchObject({ message: "Nothing to update" });
    expect(told(await described())).toEqual(["ACTIVE", [10, 20], "ACTIVE", [10, 20]]);
    expect(await change({ table: [10, 40] })).toBe("done");
  });

  it("is DynamoDB's ValidationException for the capacity that is there", async () => {
    await expect(update({ table: [10, 20] })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(
        "The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 10.",
      ),
    });
    await expect(update({ byCity: [10, 20] })).rejects.toMatchObject({
      message: expect.stringContaining("for the index byCity will not change"),
    });
  });

  it("passes what is not about capacity: on demand and back, with no time and no decrease", async () => {
    await update({}, { BillingMode: "PAY_PER_REQUEST" });
    const back = { BillingMode: "PROVISIONED" as const };
    const { TableDescription } = await update({ table: [5, 5], byCity: [5, 5] }, back);
    expect(told(TableDescription)).toEqual(["ACTIVE", [5, 5], "ACTIVE", [5, 5]]);
    expect(TableDescription?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(0);
  });
});

describe("decreases", () => {
  /** Spends so many of the table's, one every 30 seconds. */
  async function decreaseTable(times: number): Promise<void> {
    for (let n = 1; n <= times; n += 1) expect(await change({ table: [10, 20 - n] })).toBe("done");
  }

  it("are four, then one for each hour since the first, and the refusal says when", async () => {
    await decreaseTable(4);
    expect(await change({ table: [10, 15] })).toEqual([
      "LimitExceededException",
      "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: 4. Last decrease at Tuesday, November 24, 2026 12:01:30 PM UTC. Next decrease can be made at Tuesday, November 24, 2026 1:00:00 PM UTC",
    ]);
    expect(told(await described())).toEqual(["ACTIVE", [10, 16], "ACTIVE", [10, 20]]);
    await clock.advance(NOON + HOUR - clock.now());
    expect(await change({ table: [10, 15] })).toBe("done");
  });

  it("are the table's and each index's own, and a request that needs a spent one is refused whole", async () => {
    await decreaseTable(4);
    const [name] = await change({ table: [10, 15], byCity: [10, 15] });
    expect(name).toBe("LimitExceededException");
    expect(told(await described())).toEqual(["ACTIVE", [10, 16], "ACTIVE", [10, 20]]);
    expect(await change({ byCity: [10, 15] })).toBe("done");
    expect(await change({ table: [20, 30] })).toBe("done");
  });

  it("of reads and writes in one request are one, and are told with the times of both", async () => {
    await change({ table: [5, 10], byCity: [5, 30] });
    const table = await described();
    expect(table?.ProvisionedThroughput).toMatchObject({
      NumberOfDecreasesToday: 1,
      LastDecreaseDateTime: new Date(NOON),
    });
    const [index] = table?.GlobalSecondaryIndexes ?? [];
    expect(index?.ProvisionedThroughput).toMatchObject({
      NumberOfDecreasesToday: 1,
      LastIncreaseDateTime: new Date(NOON),
    });
    await clock.advance(12 * HOUR);
    expect((await described())?.ProvisionedThroughput).toMatchObject({
      NumberOfDecreasesToday: 0,
      LastDecreaseDateTime: new Date(NOON),
    });
  });

  it("are only counted where nothing limits them", async () => {
    await stop();
    await start({ updatingSeconds: 30 });
    await decreaseTable(6);
    expect((await described())?.ProvisionedThroughput?.NumberOfDecreasesToday).toBe(6);
  });

  it("need no time to be limited, by the older rule too", async () => {
    await stop();
    await start({ decreaseRule: "four, then hourly" });
    await decreaseTable(4);
    expect(told((await update({ table: [10, 40] })).TableDescription)).toEqual([
      "ACTIVE",
      [10, 40],
      "ACTIVE",
      [10, 20],
    ]);
    const [name] = await change({ table: [10, 30] });
    expect(name).toBe("LimitExceededException");
  });
});
