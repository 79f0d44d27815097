import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/metrics/metric-buffer.ts";
import {
  ProvisionedCapacity,
  provisionedObservations,
} from "../../src/metrics/provisioned-capacity.ts";

const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ReadCapacityUnits,
  WriteCapacityUnits,
});
const brief = ({ name, value, dimensions }: Observation) => [name, value, dimensions];

describe("provisionedObservations", () => {
  it("are of the table and of each index", () => {
    const indexes = [{ IndexName: "byCity", ProvisionedThroughput: units(3, 4) }];
    const table = { ProvisionedThroughput: units(1, 2), GlobalSecondaryIndexes: indexes };
    const ofIndex = { TableName: "t", GlobalSecondaryIndexName: "byCity" };
    expect(provisionedObservations("t", table, 0).map(brief)).toEqual([
      ["ProvisionedWriteCapacityUnits", 2, { TableName: "t" }],
      ["ProvisionedReadCapacityUnits", 1, { TableName: "t" }],
      ["ProvisionedWriteCapacityUnits", 4, ofIndex],
      ["ProvisionedReadCapacityUnits", 3, ofIndex],
    ]);
  });

  it.each([
    ["is on demand", { BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" as const } }],
    ["is gone", undefined],
  ])("are none where the table %s", (_, table) => {
    expect(provisionedObservations("t", table, 0)).toEqual([]);
  });
});

describe("ProvisionedCapacity", () => {
  it("is observed each minute as it is then, and a failure is told and left behind", async () => {
    const clock = new ManualClock(90_000);
    const seen: [number, number][] = [];
    const errors: string[] = [];
    let writeUnits = 5;
    const capacity = new ProvisionedCapacity({
      tables: async () => ["t"],
      describe: async () => {
        if (writeUnits === 0) throw new Error("no answer");
        return { ProvisionedThroughput: units(0, writeUnits) };
      },
      observe: ({ at, value }) => seen.push([at, value]),
      clock,
      onError: (message, error) => errors.push(`${message}: ${error}`),
    });
    capacity.begin();
    for (const next of [0, 10, 10]) {
      await clock.advance(60_000);
      writeUnits = next;
    }
    capacity.close();
    await clock.advance(60_000);
    expect(seen).toEqual([
      [120_000, 5],
      [240_000, 10],
    ]);
    expect(errors).toEqual(["provisioned capacity of tables: Error: no answer"]);
  });
});
