import type { CapacityUnits, TableShape } from "@spillway/capacity";
import type { CapacityPolicy, LoadPattern } from "../src/index.ts";

export const START_MS = Date.UTC(2026, 0, 5);
/** The index that {@link tableOf} may make. */
export const INDEX = "byCity";

/** A table with these write units, and an index `byCity` with others where they are given. */
export function tableOf(writeUnits: number, indexUnits?: number, readUnits = 5): TableShape {
  const keys = { partitionKey: { name: "pk", type: "S" as const } };
  const billing = (units: number) => ({
    mode: "provisioned" as const,
    readUnits,
    writeUnits: units,
  });
  const byCity = { name: INDEX, keys, projection: { type: "ALL" as const } };
  return {
    name: "Orders",
    keys,
    billing: billing(writeUnits),
    globalIndexes: indexUnits === undefined ? [] : [{ ...byCity, billing: billing(indexUnits) }],
    localIndexes: [],
  };
}

/** Writes a second, minute by minute. */
export function minutesOf(...writes: number[]): LoadPattern {
  return { name: "minutes", startMs: START_MS, stepSeconds: 60, writes };
}

/** Writes, second by second. */
export function secondsOf(...writes: number[]): LoadPattern {
  return { name: "seconds", startMs: START_MS, stepSeconds: 1, writes };
}

export const units = (writeUnits: number, readUnits = 5): CapacityUnits => ({
  readUnits,
  writeUnits,
});

/** A policy that looks each minute and sees the minute that has just ended. */
export function looking(decide: NonNullable<CapacityPolicy["decide"]>): CapacityPolicy {
  return {
    name: "looking",
    billing: "provisioned",
    looksEveryMs: 60_000,
    metricDelayMs: 0,
    decide,
  };
}
