import type { TableShape } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import { describe, expect, it } from "vitest";
import { measureWrite } from "../src/writes/measure-write.ts";
import type { WriteRequest } from "../src/writes/write-request.ts";

const shape: TableShape = {
  name: "Orders",
  keys: { partitionKey: { name: "pk", type: "S" } },
  billing: { mode: "provisioned", writeUnits: 5, readUnits: 5 },
  globalIndexes: [
    {
      name: "byCity",
      keys: { partitionKey: { name: "city", type: "S" } },
      projection: { type: "ALL" },
      billing: { mode: "provisioned", writeUnits: 5, readUnits: 5 },
    },
  ],
  localIndexes: [],
};

const key = { pk: { S: "a" } };
const text = (kb: number) => ({ S: "x".repeat(kb * 1_024) });

function write(
  kind: WriteRequest["kind"],
  item: AttributeMap,
  source: WriteRequest["source"] = {},
): WriteRequest {
  return { table: "Orders", kind, item, source };
}

const moveToRome = {
  UpdateExpression: "SET #c = :c, version = version + :one REMOVE old",
  ExpressionAttributeNames: { "#c": "city" },
  ExpressionAttributeValues: { ":c": { S: "Rome" }, ":one": { N: "1" } },
};
const removeCity = { UpdateExpression: "REMOVE city" };
const inOslo = { ...key, city: { S: "Oslo" } };

describe("measureWrite", () => {
  it.each<[string, WriteRequest, AttributeMap | undefined, number, number | undefined]>([
    ["a put", write("put", key), undefined, 1, undefined],
    ["a put into an index", write("put", inOslo), undefined, 1, 1],
    ["a put of 2.x KB", write("put", { ...key, text: text(2) }), undefined, 3, undefined],
    ["a put over a larger item", write("put", key), { ...key, text: text(4) }, 5, undefined],
    ["a put that moves in the index", write("put", { ...key, city: { S: "Rome" } }), inOslo, 1, 2],
    ["a delete of what is not known", write("delete", key), undefined, 1, undefined],
    ["a delete of a known item", write("delete", key), { ...inOslo, text: text(1) }, 2, 2],
    ["an update of what is not known", write("update", key, moveToRome), undefined, 1, 1],
    ["an update that moves in the index", write("update", key, moveToRome), inOslo, 1, 2],
    ["an update that leaves the index", write("update", key, removeCity), inOslo, 1, 1],
    [
      "an update in the older form",
      write("update", key, { AttributeUpdates: { city: { Action: "PUT", Value: { S: "Rome" } } } }),
      inOslo,
      1,
      2,
    ],
    ["a condition check", write("check", key), { ...key, text: text(1) }, 2, undefined],
  ])("of %s", (_, request, before, table, byCity) => {
    expect(measureWrite(shape, request, before)?.units).toEqual({
      table,
      indexes: byCity === undefined ? {} : { byCity },
    });
  });

  it("doubles everything in a transaction", () => {
    expect(measureWrite(shape, write("put", inOslo), undefined, true)?.units).toEqual({
      table: 2,
      indexes: { byCity: 2 },
    });
  });

  it("names the partitions of table and index", () => {
    expect(measureWrite(shape, write("update", key, moveToRome), inOslo)).toMatchObject({
      partitionKey: "Sa",
      indexPartitionKeys: { byCity: "SRome" },
    });
    expect(measureWrite(shape, write("delete", key), inOslo)).toMatchObject({
      indexPartitionKeys: { byCity: "SOslo" },
    });
  });

  it("leaves a write without its key to the engine", () => {
    expect(measureWrite(shape, write("put", { other: { S: "a" } }), undefined)).toBeUndefined();
    expect(measureWrite(shape, write("put", { pk: { N: "1" } }), undefined)).toBeUndefined();
  });
});
