import { type DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { TABLE_RESOURCE } from "@spillway/capacity";
import { afterEach, expect, it } from "vitest";
import {
  capacityController,
  type Decide,
  type ScalingDecision,
  scalingSettings,
  tableScaling,
} from "../../src/index.ts";
import { type ScaledTable, scaledTable } from "../fixtures/scaled-table.ts";

let table: ScaledTable;
afterEach(() => table.close());

const scaling = () => tableScaling(scalingSettings({}));
const WRITES = [{ resource: TABLE_RESOURCE, access: "write" as const }];

const controllerOf = (client: DynamoDBClient) =>
  capacityController({ client, store: table.store, scaling });

const provisioned = (writeUnits: number) =>
  new UpdateTableCommand({
    TableName: table.name,
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: writeUnits },
  });

function decrease(resource: string, from: number, to: number): ScalingDecision {
  return {
    requests: [{ changes: [{ resource, to: { readUnits: 5, writeUnits: to } }] }],
    steps: [{ resource, access: "write", from, to, reason: "quiet", because: "it was quiet" }],
  };
}

it("waits for somebody who changes the table without the lease, and raises nothing on top", async () => {
  table = await scaledTable({}, 1);
  const client = table.client();
  const sinceMs = Date.now();
  await client.send(provisioned(30));
  const raised = await controllerOf(client).raise(table.name, WRITES, sinceMs);
  expect(raised).toEqual({ kind: "raised already" });
  expect(await table.writeUnits()).toEqual([30]);
  expect(await table.updates()).toEqual([]);

  await controllerOf(client).raise(table.name, WRITES, Date.now());
  expect(await table.writeUnits()).toEqual([50]);
});

it("heeds an increase that somebody made since the attempt was sent", async () => {
  table = await scaledTable({}, 0, "four, then hourly");
  const client = table.client();
  const sinceMs = Date.now();
  await client.send(provisioned(30));
  const raised = await controllerOf(client).raise(table.name, WRITES, sinceMs);
  expect(raised).toEqual({ kind: "raised already" });
  expect(await table.writeUnits()).toEqual([30]);
});

it("remembers when the next decrease can be made, and goes on with another index", async () => {
  table = await scaledTable(
    { writeUnits: 20, globalIndexes: { byEmail: { keys: ["email:S"] } } },
    0,
    "four, then hourly",
  );
  const client = table.client();
  for (const units of [19, 18, 17, 16]) await client.send(provisioned(units));
  const [ofTable, ofIndex] = [decrease(TABLE_RESOURCE, 16, 5), decrease("byEmail", 20, 5)];
  const decide: Decide = () => ({
    requests: [...ofTable.requests, ...ofIndex.requests],
    steps: [...ofTable.steps, ...ofIndex.steps],
  });
  const applied = await controllerOf(client).apply(table.name, decide, "scaler");
  expect(applied).toMatchObject({
    kind: "decided",
    events: [{ refused: "LimitExceededException" }, { by: "scaler" }],
  });
  expect(await table.writeUnits()).toEqual([16, 5]);
  expect(await table.updates()).toEqual(["LimitExceededException", [5]]);
  const { memory, lease } = await table.store.read(table.name);
  expect(lease).toBeUndefined();
  const { [TABLE_RESOURCE]: known, byEmail } = memory.resources;
  expect(known?.noDecreaseBeforeMs).toBeGreaterThan(Date.now());
  // Those that somebody else made are counted by what DynamoDB says.
  expect(known?.decreases.madeToday).toBe(4);
  expect(byEmail?.decreases.madeToday).toBe(1);
});

it("is busy while another one holds the lease, and gives it back where deciding fails", async () => {
  table = await scaledTable({});
  const controller = controllerOf(table.client());
  const nowMs = Date.now();
  await table.store.acquire({ table: table.name, owner: "a", untilMs: nowMs + 30_000 }, nowMs);
  const busy = await controller.apply(table.name, () => decrease("", 5, 1), "person");
  expect(busy).toMatchObject({ kind: "busy", state: { lease: { owner: "a" } } });

  const { memory } = await table.store.read(table.name);
  await table.store.release({ table: table.name, owner: "a", untilMs: 0 }, { memory });
  const failing = () => Promise.reject(new Error("cannot decide"));
  await expect(controller.apply(table.name, failing, "person")).rejects.toThrow("cannot decide");
  expect((await table.store.read(table.name)).lease).toBeUndefined();
});
