import { describe, expect, it } from "vitest";
import { BATCH_KINDS } from "../../src/client/batch-leftovers.ts";

const kind = (name: string) => {
  const found = BATCH_KINDS.get(name);
  if (found === undefined) throw new Error(`${name} is no batch`);
  return found;
};

describe("BatchWriteItem", () => {
  const input = { RequestItems: { users: [1, 2, 3] }, ReturnConsumedCapacity: "TOTAL" };

  it("is sent again with what is left, and the rest of the input as it is", () => {
    const left = kind("BatchWriteItem").left(input, { UnprocessedItems: { users: [3] } });
    expect(left).toEqual({ RequestItems: { users: [3] }, ReturnConsumedCapacity: "TOTAL" });
    expect(kind("BatchWriteItem").left(input, { UnprocessedItems: {} })).toBeUndefined();
    expect(kind("BatchWriteItem").left(input, {})).toBeUndefined();
  });

  it("is answered with the sum of what was consumed", () => {
    const units = (table: number, index: number) => [
      {
        TableName: "users",
        CapacityUnits: table + index,
        GlobalSecondaryIndexes: { byEmail: { CapacityUnits: index } },
      },
    ];
    const before = { UnprocessedItems: { users: [3] }, ConsumedCapacity: units(2, 1) };
    const after = { UnprocessedItems: {}, ConsumedCapacity: units(1, 4) };
    expect(kind("BatchWriteItem").merged(before, after)).toEqual({
      UnprocessedItems: {},
      ConsumedCapacity: units(3, 5),
    });
  });
});

it("BatchGetItem is answered with the items of all answers", () => {
  const before = { Responses: { users: ["a"], jobs: ["x"] }, UnprocessedKeys: { users: {} } };
  const after = { Responses: { users: ["b"] }, UnprocessedKeys: {} };
  expect(kind("BatchGetItem").merged(before, after)).toEqual({
    Responses: { users: ["a", "b"], jobs: ["x"] },
    UnprocessedKeys: {},
  });
});

it("BatchExecuteStatement sends again what was throttled, and puts the answers in their places", () => {
  const throttled = { Error: { Code: "ProvisionedThroughputExceeded" } };
  const refused = { Error: { Code: "ValidationError" } };
  const batch = kind("BatchExecuteStatement");
  const input = { Statements: ["a", "b", "c", "d"] };
  const first = { Responses: [{ Item: 1 }, throttled, refused, throttled] };
  expect(batch.left(input, first)).toEqual({ Statements: ["b", "d"] });
  const second = batch.merged(first, { Responses: [throttled, { Item: 4 }] });
  expect(second).toEqual({ Responses: [{ Item: 1 }, throttled, refused, { Item: 4 }] });
  expect(batch.left(input, second)).toEqual({ Statements: ["b"] });
  const last = batch.merged(second, { Responses: [{ Item: 2 }] });
  expect(batch.left(input, last)).toBeUndefined();
});
