import { expect, it } from "vitest";
import { throttledKeys } from "../../src/throttles/throttled-keys.ts";

it.each([
  ["PutItem", { TableName: "users", Item: { pk: { S: "a" }, age: { N: "1" } } }, [{ pk: "a" }]],
  ["PutItem", { TableName: "users", Item: { pk: 7 } }, [{ pk: 7 }]],
  ["UpdateItem", { TableName: "users", Key: { pk: { N: "1" }, sk: { S: "x" } } }, [{ pk: "1" }]],
  [
    "Query",
    {
      TableName: "users",
      KeyConditionExpression: "#p = :p AND begins_with(sk, :s)",
      ExpressionAttributeNames: { "#p": "pk" },
      ExpressionAttributeValues: { ":p": "USER#42", ":s": "WORKOUT#" },
    },
    [{ pk: "USER#42" }],
  ],
  [
    "Query",
    { TableName: "users", KeyConditions: { pk: { AttributeValueList: [{ S: "a" }] } } },
    [{ pk: "a" }],
  ],
  [
    "BatchWriteItem",
    {
      RequestItems: {
        users: [
          { PutRequest: { Item: { pk: { S: "a" } } } },
          { DeleteRequest: { Key: { pk: { S: "b" } } } },
          { PutRequest: { Item: { pk: { S: "a" } } } },
        ],
        others: [{ PutRequest: { Item: { pk: { S: "c" } } } }],
      },
    },
    [{ pk: "a" }, { pk: "b" }],
  ],
  ["BatchGetItem", { RequestItems: { users: { Keys: [{ pk: { S: "a" } }] } } }, [{ pk: "a" }]],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        { Put: { TableName: "users", Item: { pk: { S: "a" } } } },
        { Update: { TableName: "others", Key: { pk: { S: "b" } } } },
      ],
    },
    [{ pk: "a" }],
  ],
  ["Scan", { TableName: "users" }, []],
])("names the keys that %s wants of a table", (name, input, keys) => {
  expect(throttledKeys({ name, input }, "users", ["pk"])).toEqual(keys);
});

it("names five at most", () => {
  const Keys = Array.from({ length: 20 }, (_, place) => ({ pk: place }));
  const input = { RequestItems: { users: { Keys } } };
  expect(throttledKeys({ name: "BatchGetItem", input }, "users", ["pk"])).toHaveLength(5);
});
