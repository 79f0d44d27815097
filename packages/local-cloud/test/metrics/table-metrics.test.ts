import type { UsageEvent } from "@spillway/capacity-proxy";
import { describe, expect, it } from "vitest";
import { tableObservations } from "../../src/metrics/table-metrics.ts";

const event: UsageEvent = {
  at: 5_000,
  region: "us-east-1",
  table: "t",
  provisionedWriteUnits: 25,
  consumedWriteUnits: 20,
  consumedReadUnits: 0,
  writeThrottleEvents: 7,
  readThrottleEvents: 0,
  throttledRequests: { BatchWriteItem: 2 },
  throttlesByReason: {},
};
const brief = (usage: UsageEvent) =>
  tableObservations(usage).map(({ name, value, dimensions }) => [name, value, dimensions]);

describe("tableObservations", () => {
  it("are those of a table", () => {
    const TableName = "t";
    expect(brief(event)).toEqual([
      ["ConsumedWriteCapacityUnits", 20, { TableName }],
      ["ProvisionedWriteCapacityUnits", 25, { TableName }],
      ["WriteThrottleEvents", 7, { TableName }],
      ["ThrottledRequests", 2, { TableName, Operation: "BatchWriteItem" }],
    ]);
  });

  it("name the index", () => {
    const dimensions = { TableName: "t", GlobalSecondaryIndexName: "i" };
    expect(brief({ ...event, index: "i", writeThrottleEvents: 0, throttledRequests: {} })).toEqual([
      ["ConsumedWriteCapacityUnits", 20, dimensions],
      ["ProvisionedWriteCapacityUnits", 25, dimensions],
    ]);
  });
});
