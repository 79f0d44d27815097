import { TABLE_RESOURCE } from "@spillway/capacity";
import {
  describedTable,
  type ExpectedUse,
  memoryScalingStore,
  scalingSettings,
  tableScaling,
} from "@spillway/throughput-scaling";
import { expect, test } from "vitest";
import { steerTable } from "../src/steer-table.ts";

const NOW = 10_000_000;
const expected: ExpectedUse = (_, access) => (access === "write" ? 28 : 0);

function steer(of: { expected?: ExpectedUse; rehearsed?: ExpectedUse }) {
  const applied: string[] = [];
  const controller = {
    raise: async () => ({ kind: "raised already" }) as const,
    apply: async (table: string) => {
      applied.push(table);
      return { kind: "busy", state: { memory: { resources: {} } } } as const;
    },
  };
  const minutes = Array.from({ length: 10 }, (_, at) => ({
    startMs: NOW - (10 - at) * 60_000,
    consumed: { readUnits: 0, writeUnits: 0 },
    throttled: { reads: 0, writes: 0 },
  }));
  const described = describedTable({
    ...{ TableName: "orders", TableStatus: "ACTIVE" },
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  });
  const steered = steerTable(
    { store: memoryScalingStore(), controller },
    {
      ...{ name: "orders", scaling: tableScaling(scalingSettings({})), described, nowMs: NOW },
      ...{ minutes: new Map([[TABLE_RESOURCE, minutes]]), throttled: [], dryRun: false },
      ...{ waitForActiveMs: 0, ...of },
    },
  );
  return { applied, steered };
}

test("a prediction that is on is acted on", async () => {
  const { applied, steered } = steer({ expected });
  expect(await steered).toMatchObject({ outcome: "busy", rehearsed: [] });
  expect(applied).toEqual(["orders"]);
});

test("a prediction that is rehearsed is only said", async () => {
  const { applied, steered } = steer({ rehearsed: expected });
  expect(await steered).toMatchObject({
    outcome: "unchanged",
    decision: { requests: [] },
    rehearsed: [{ access: "write", from: 5, to: 40, reason: "predicted" }],
  });
  expect(applied).toEqual([]);
});
