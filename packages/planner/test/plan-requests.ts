import { pricesOf, type TableShape } from "@spillway/capacity";
import type { LoadPattern } from "@spillway/simulator";
import type { Bulk, PlannedTable, PlanRequest, Traffic } from "../src/index.ts";

/** A table on demand, with an index `byEmail` where asked for. */
export function tableOf(options: { readonly index?: boolean } = {}): PlannedTable {
  const billing = { mode: "on-demand" as const };
  const shape: TableShape = {
    name: "Users",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing,
    globalIndexes:
      options.index === true
        ? [
            {
              name: "byEmail",
              keys: { partitionKey: { name: "email", type: "S" } },
              projection: { type: "ALL" },
              billing,
            },
          ]
        : [],
    localIndexes: [],
  };
  return { shape, source: "options", exists: false };
}

/** The same with provisioned units, of its index too. */
export function provisioned(
  { shape, ...table }: PlannedTable,
  writeUnits: number,
  readUnits = 5,
): PlannedTable {
  const billing = { mode: "provisioned" as const, writeUnits, readUnits };
  const globalIndexes = shape.globalIndexes.map((index) => ({ ...index, billing }));
  return { ...table, shape: { ...shape, billing, globalIndexes } };
}

/** A pattern from values a second. */
export function patternOf(writes: ArrayLike<number>, rest: Partial<LoadPattern> = {}): LoadPattern {
  return { name: "pattern", startMs: Date.UTC(2026, 0, 5), stepSeconds: 60, writes, ...rest };
}

/** Traffic of items of 700 bytes, a unit on the table and on each index that is named. */
export function trafficOf(pattern: LoadPattern, rest: Partial<Traffic> = {}): Traffic {
  return {
    kind: "traffic",
    name: pattern.name,
    sources: ["a test"],
    item: { bytes: 700, writeUnits: 1, indexWriteUnits: {}, readUnits: 0.5, storedBytes: 800 },
    hotKeys: [],
    pattern,
    isRecurring: true,
    ...rest,
  };
}

/** A file of items of 700 bytes. */
export function fileOf(items: number, rest: Partial<Bulk> = {}): Bulk {
  return {
    kind: "bulk",
    name: "users.csv",
    sources: ["a test"],
    item: { bytes: 700, writeUnits: 1, indexWriteUnits: {}, readUnits: 0.5, storedBytes: 800 },
    hotKeys: [],
    items,
    sourceBytes: items * 600,
    ...rest,
  };
}

/** A request at the prices of us-east-1. */
export function requestOf(
  workload: PlanRequest["workload"],
  rest: Partial<PlanRequest> = {},
): PlanRequest {
  return { workload, table: tableOf(), prices: pricesOf("us-east-1"), ...rest };
}
