import { TABLE_RESOURCE } from "@spillway/capacity";
import { expect, it } from "vitest";
import { ConsumptionMeter } from "../../src/client/consumption-meter.ts";

const put = { name: "PutItem", input: { TableName: "users" } };
const consumed = (table: number, index: number) => ({
  TableName: "arn:aws:dynamodb:eu-west-1:123456789012:table/users",
  CapacityUnits: table + index,
  Table: { CapacityUnits: table },
  GlobalSecondaryIndexes: { byEmail: { CapacityUnits: index } },
});

it("measures nothing until a table is to be measured", () => {
  const meter = new ConsumptionMeter();
  expect(meter.wants(put)).toBe(false);
  meter.begin("jobs");
  expect(meter.wants(put)).toBe(false);
  meter.begin("users");
  expect(meter.wants(put)).toBe(true);
});

it("knows the most that was consumed in one of the last ten seconds", () => {
  const meter = new ConsumptionMeter();
  meter.begin("users");
  meter.count("write", consumed(3, 1), 1_000);
  meter.count("write", [consumed(4, 2)], 1_999);
  meter.count("write", consumed(2, 9), 2_000);
  meter.count("read", consumed(50, 0), 2_000);
  expect(meter.peak("users", TABLE_RESOURCE, "write", 2_500)).toBe(7);
  expect(meter.peak("users", "byEmail", "write", 2_500)).toBe(9);
  expect(meter.peak("users", TABLE_RESOURCE, "write", 11_500)).toBe(2);
  expect(meter.peak("users", TABLE_RESOURCE, "write", 12_500)).toBeUndefined();
  expect(meter.peak("jobs", TABLE_RESOURCE, "write", 2_500)).toBeUndefined();
});
