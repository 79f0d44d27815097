import type { TableShape } from "@spillway/capacity";
import { CapacityPacer } from "@spillway/table-writer";
import { ManualClock } from "@spillway/testkit";
import { expect, it } from "vitest";
import { KeptPacers } from "../../src/index.ts";

const tableOf = (writeUnits: number): TableShape => ({
  name: "users",
  keys: { partitionKey: { name: "pk", type: "S" } },
  billing: { mode: "provisioned", writeUnits, readUnits: 1 },
  globalIndexes: [],
  localIndexes: [],
});

const clock = new ManualClock(0);
const made = (table: TableShape) => () => new CapacityPacer({ table, clock });

it("keeps a pacer from one chunk to the next, and tells it what the table has by then", () => {
  const pacers = new KeptPacers();
  const first = pacers.of("users", tableOf(500), made(tableOf(500))) as CapacityPacer;
  expect(first.ratePerSecond()).toBe(500);
  const second = pacers.of("users", tableOf(800), made(tableOf(800)));
  expect(second).toBe(first);
  expect(first.ratePerSecond()).toBe(800);
});

it("lets go of those that were not used for long", () => {
  const pacers = new KeptPacers();
  const table = tableOf(500);
  const first = pacers.of("users", table, made(table));
  const other = pacers.of("other", table, made(table));
  for (let count = 0; count < 14; count += 1) pacers.of(`job ${count}`, table, made(table));
  expect(pacers.of("users", table, made(table))).toBe(first);
  pacers.of("one more", table, made(table));
  expect(pacers.of("users", table, made(table))).toBe(first);
  expect(pacers.of("other", table, made(table))).not.toBe(other);
});
