import { describe, expect, it } from "vitest";
import {
  askedChanges,
  deletedIndexes,
  isDecrease,
  isIncrease,
  isSame,
} from "../src/updates/asked-changes.ts";

const units = (ReadCapacityUnits: unknown, WriteCapacityUnits: unknown) => ({
  ReadCapacityUnits,
  WriteCapacityUnits,
});
const key = (AttributeName: string) => [{ AttributeName, KeyType: "HASH" }];
const description = {
  TableName: "Orders",
  KeySchema: key("pk"),
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "city", AttributeType: "S" },
  ],
  ProvisionedThroughput: units(10, 20),
  GlobalSecondaryIndexes: [
    { IndexName: "byCity", KeySchema: key("city"), ProvisionedThroughput: units(5, 5) },
  ],
};
const ofIndex = (IndexName: string, ProvisionedThroughput: unknown) => ({
  GlobalSecondaryIndexUpdates: [{ Update: { IndexName, ProvisionedThroughput } }],
});
const onDemand = { BillingMode: "PAY_PER_REQUEST" };

describe("what an UpdateTable asks of capacity", () => {
  it("is each resource's own change, the table's first", () => {
    const body = { ...ofIndex("byCity", units(6, 5)), ProvisionedThroughput: units(10, 8) };
    expect(askedChanges(body, description)).toEqual([
      {
        resource: "",
        from: { readUnits: 10, writeUnits: 20 },
        to: { readUnits: 10, writeUnits: 8 },
      },
      {
        resource: "byCity",
        from: { readUnits: 5, writeUnits: 5 },
        to: { readUnits: 6, writeUnits: 5 },
      },
    ]);
  });

  it.each([
    ["nothing", {}, description],
    ["units that are none", { ProvisionedThroughput: units(10, 0) }, description],
    ["units that are no numbers", { ProvisionedThroughput: units("10", 20) }, description],
    ["an index that there is not", ofIndex("byName", units(1, 1)), description],
    [
      "a good change beside a wrong one",
      { ...ofIndex("byCity", 5), ProvisionedThroughput: units(1, 1) },
      description,
    ],
    ["on demand", { ...onDemand, ProvisionedThroughput: units(1, 1) }, description],
    [
      "capacity of a table on demand",
      { BillingMode: "PROVISIONED", ProvisionedThroughput: units(1, 1) },
      { ...description, BillingModeSummary: onDemand },
    ],
    [
      "a table that is badly described",
      { ProvisionedThroughput: units(1, 1) },
      { TableName: "Orders" },
    ],
  ])("is nothing that is held to rules where it is %s", (_, body, of) => {
    expect(askedChanges(body, of)).toEqual([]);
  });

  it.each([
    [10, 20, "same"],
    [11, 20, "increase"],
    [10, 19, "decrease"],
    [11, 19, "increase decrease"],
    [9, 19, "decrease"],
  ])("from 10 and 20 to %d and %d is: %s", (read, write, kinds) => {
    const [change] = askedChanges({ ProvisionedThroughput: units(read, write) }, description);
    if (change === undefined) throw new Error("expected a change");
    const found = [
      isSame(change) ? "same" : "",
      isIncrease(change) ? "increase" : "",
      isDecrease(change) ? "decrease" : "",
    ];
    expect(found.filter((one) => one !== "").join(" ")).toBe(kinds);
  });

  it("names the indexes that it deletes", () => {
    const Delete = { IndexName: "byCity" };
    expect(deletedIndexes({ GlobalSecondaryIndexUpdates: [{ Delete }, "none"] })).toEqual([
      "byCity",
    ]);
  });
});
