import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TABLE_RESOURCE } from "@spillway/capacity";
import { createTestTable, dynamoDbLocalEndpoint, localClientSettings } from "@spillway/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  capacityController,
  decideCapacity,
  dynamodbScalingStore,
  scalingSettings,
  tableScaling,
} from "../../src/index.ts";

let client: DynamoDBClient;
beforeAll(() => {
  client = new DynamoDBClient({ ...localClientSettings, endpoint: dynamoDbLocalEndpoint() });
});
afterAll(() => client.destroy());

const scaling = tableScaling(scalingSettings({}));

async function scaledTable() {
  const state = await createTestTable(client, { keys: ["pk:S", "sk:S"] });
  const table = await createTestTable(client, {
    writeUnits: 5,
    readUnits: 5,
    globalIndexes: { byEmail: { keys: ["email:S"] } },
  });
  const store = dynamodbScalingStore(client, state.name);
  const controller = () => capacityController({ client, store, scaling: () => scaling });
  const capacity = async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
    const byEmail = Table?.GlobalSecondaryIndexes?.[0];
    return [Table, byEmail].map((of) => of?.ProvisionedThroughput?.WriteCapacityUnits);
  };
  const remove = () => Promise.all([state.delete(), table.delete()]);
  return { name: table.name, store, controller, capacity, remove };
}

it("raises once for all who were throttled before, and again for who was throttled after", async () => {
  const table = await scaledTable();
  const throttled = [{ resource: TABLE_RESOURCE, access: "write" as const }];
  const sinceMs = Date.now();
  const controllers = [table.controller(), table.controller(), table.controller()];
  const raised = await Promise.all(
    controllers.flatMap((controller) =>
      Array.from({ length: 5 }, () => controller.raise(table.name, throttled, sinceMs)),
    ),
  );
  expect(raised.map(({ kind }) => kind).toSorted()).toEqual([
    "raised",
    ...Array.from({ length: 14 }, () => "raised already"),
  ]);
  expect(await table.capacity()).toEqual([10, 5]);

  const byEmail = { resource: "byEmail", access: "write" as const };
  const both = await table.controller().raise(table.name, [...throttled, byEmail], Date.now());
  expect(both.kind).toBe("raised");
  expect(await table.capacity()).toEqual([20, 10]);
  const history = await table.store.history(table.name, 10);
  expect(history.map(({ by, steps }) => [by, steps.map(({ to }) => to)])).toEqual([
    ["client", [20, 10]],
    ["client", [10]],
  ]);
  await table.remove();
});

it("applies what is decided, under the same lease, and remembers it", async () => {
  const table = await scaledTable();
  const controller = table.controller();
  const applied = await controller.apply(
    table.name,
    (view) => ({
      requests: [{ changes: [{ resource: "byEmail", to: { readUnits: 5, writeUnits: 40 } }] }],
      steps: decideCapacity(scaling, view, { resources: {} }).steps,
    }),
    "person",
  );
  expect(applied).toMatchObject({ kind: "decided", events: [{ by: "person" }] });
  expect(await table.capacity()).toEqual([5, 40]);
  const { memory, lease } = await table.store.read(table.name);
  expect(lease).toBeUndefined();
  expect(memory.resources.byEmail?.raisedAtMs).toBeGreaterThan(Date.now() - 60_000);
  await table.remove();
});
