import type { GlobalIndexShape, TableShape } from "@spillway/capacity";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import { CapacityPacer } from "../../src/index.ts";

function index(name: string, writeUnits: number): GlobalIndexShape {
  return {
    name,
    keys: { partitionKey: { name, type: "S" } },
    projection: { type: "ALL" },
    billing: { mode: "provisioned", writeUnits, readUnits: 1 },
  };
}

function table(writeUnits: number, globalIndexes: readonly GlobalIndexShape[]): TableShape {
  return {
    name: "T",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: { mode: "provisioned", writeUnits, readUnits: 1 },
    globalIndexes,
    localIndexes: [],
  };
}

it("follows a table whose capacity and indexes change", () => {
  const pacer = new CapacityPacer({
    table: table(100, [index("a", 50), index("b", 20)]),
    clock: new ManualClock(),
    maxWriteUnits: "50%",
  });
  pacer.update(table(400, [index("a", 80), index("c", 10)]));
  expect(pacer.ratePerSecond()).toBe(200);
  expect(pacer.ratePerSecond("a")).toBe(40);
  expect(pacer.ratePerSecond("b")).toBeUndefined();
  expect(pacer.ratePerSecond("c")).toBe(5);
});
