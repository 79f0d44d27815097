import { describe, expect, it } from "vitest";
import { type TableDescriptionJson, tableShapeFrom } from "../src/index.ts";

const keySchema = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: "HASH" },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: "RANGE" }]),
];
const definitions = (types: Record<string, string>) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

describe("tableShapeFrom", () => {
  it("reads a provisioned table with indexes", () => {
    const description: TableDescriptionJson = {
      TableName: "orders",
      KeySchema: keySchema("pk", "sk").reverse(),
      AttributeDefinitions: definitions({ g: "B", pk: "S", sk: "N", l: "S" }),
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 25 },
      GlobalSecondaryIndexes: [
        {
          IndexName: "byG",
          KeySchema: keySchema("g"),
          Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["a", "b"] },
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 7 },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "byL",
          KeySchema: keySchema("pk", "l"),
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    };
    expect(tableShapeFrom(description)).toEqual({
      name: "orders",
      keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
      billing: { mode: "provisioned", writeUnits: 25, readUnits: 5 },
      globalIndexes: [
        {
          name: "byG",
          keys: { partitionKey: { name: "g", type: "B" } },
          projection: { type: "INCLUDE", attributes: ["a", "b"] },
          billing: { mode: "provisioned", writeUnits: 7, readUnits: 1 },
        },
      ],
      localIndexes: [
        {
          name: "byL",
          keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "l", type: "S" } },
          projection: { type: "KEYS_ONLY" },
        },
      ],
    });
  });

  const base = {
    TableName: "t",
    KeySchema: keySchema("pk"),
    AttributeDefinitions: definitions({ pk: "S" }),
  };
  const units = (count: number) => ({ ReadCapacityUnits: count, WriteCapacityUnits: count });
  const onDemand = {
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    ProvisionedThroughput: units(0),
  };

  it.each([
    ["on demand", onDemand, { mode: "on-demand" }],
    [
      "on demand with maxima",
      { ...onDemand, OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 20 } },
      { mode: "on-demand", maxReadUnits: 10, maxWriteUnits: 20 },
    ],
    [
      "on demand without a maximum, which DynamoDB writes as -1",
      { ...onDemand, OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 20 } },
      { mode: "on-demand", maxWriteUnits: 20 },
    ],
    [
      "on demand that says what it takes at once",
      { ...onDemand, WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_500 } },
      { mode: "on-demand", warmWriteUnits: 4_500, warmReadUnits: 12_000 },
    ],
    [
      "provisioned once more, after it was on demand",
      { BillingModeSummary: { BillingMode: "PROVISIONED" }, ProvisionedThroughput: units(5) },
      { mode: "provisioned", writeUnits: 5, readUnits: 5 },
    ],
    ["of an endpoint that says nothing of its billing", {}, { mode: "on-demand" }],
    [
      "of an endpoint that says it by units alone",
      { ProvisionedThroughput: units(0) },
      { mode: "on-demand" },
    ],
  ])("reads the billing of a table %s", (_, description, billing) => {
    expect(tableShapeFrom({ ...base, ...description }).billing).toEqual(billing);
  });

  it("reads the further key attributes of an index", () => {
    const KeySchema = [...keySchema("a", "c"), ...keySchema("b", "d")];
    const shape = tableShapeFrom({
      ...base,
      AttributeDefinitions: definitions({ pk: "S", a: "S", b: "N", c: "B", d: "S" }),
      GlobalSecondaryIndexes: [{ IndexName: "i", KeySchema }],
    });
    expect(shape.globalIndexes[0]).toMatchObject({
      keys: { partitionKey: { name: "a", type: "S" }, sortKey: { name: "c", type: "B" } },
      furtherKeys: [
        { name: "b", type: "N" },
        { name: "d", type: "S" },
      ],
    });
  });

  it("reads the maximum of an on-demand index", () => {
    const index = {
      IndexName: "i",
      KeySchema: keySchema("pk"),
      Projection: { ProjectionType: "ALL" },
      ProvisionedThroughput: units(0),
      OnDemandThroughput: { MaxWriteRequestUnits: 9, MaxReadRequestUnits: -1 },
    };
    const shape = tableShapeFrom({ ...base, ...onDemand, GlobalSecondaryIndexes: [index] });
    expect(shape.globalIndexes).toEqual([
      {
        name: "i",
        keys: { partitionKey: { name: "pk", type: "S" } },
        projection: { type: "ALL" },
        billing: { mode: "on-demand", maxWriteUnits: 9 },
      },
    ]);
  });

  it("has of a table in change what is there: an index that is created, not one that is deleted", () => {
    const created = { IndexName: "byPk", IndexStatus: "CREATING", KeySchema: keySchema("pk") };
    // DynamoDB Local has forgotten the type of its key already.
    const deleted = { IndexName: "byCity", IndexStatus: "DELETING", KeySchema: keySchema("city") };
    const shape = tableShapeFrom({ ...base, GlobalSecondaryIndexes: [created, deleted] });
    expect(shape.globalIndexes.map((index) => index.name)).toEqual(["byPk"]);
  });

  it.each([
    ["nothing", {}],
    ["no name", { ...base, TableName: undefined }],
    [
      "an index without a name",
      { ...base, GlobalSecondaryIndexes: [{ KeySchema: keySchema("pk") }] },
    ],
    [
      "an index on an attribute without a type",
      {
        ...base,
        GlobalSecondaryIndexes: [{ IndexName: "i", KeySchema: keySchema("g") }],
      },
    ],
    ["no keys", { ...base, KeySchema: [] }],
    ["a key without a type", { ...base, AttributeDefinitions: [] }],
    ["a key of another type", { ...base, AttributeDefinitions: definitions({ pk: "SS" }) }],
  ])("refuses %s", (_, description) => {
    expect(() => tableShapeFrom(description)).toThrow(
      expect.objectContaining({ code: "TABLE_DESCRIPTION_INVALID" }),
    );
  });
});
