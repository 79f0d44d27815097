// Batches and transactions: their limits, what can't stand together, tokens, conflicts, reasons.
import { ask, askEach, type Chapter, type Step } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

const [ONE, TWO] = ["Many-1", "Many-2"];
const ARN = `arn:aws:dynamodb:ddblocal:000000000000:table/${ONE}`;
type Fields = { readonly [name: string]: Json };

const key = (at: number | string): Fields => ({ pk: { S: `k${at}` } });
const item = (at: number | string, more: Fields = {}): Fields => ({
  ...key(at),
  v: { N: "1" },
  ...more,
});
const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const putRequest = (at: number | string) => ({ PutRequest: { Item: item(at) } });
const deleteRequest = (at: number | string) => ({ DeleteRequest: { Key: key(at) } });

const BATCH_WRITES: readonly Json[] = [
  ...[1, 2, 25, 26, 100].map((count) => ({ [ONE]: range(count).map(putRequest) })),
  ...[25, 26].map((count) => ({ [ONE]: range(count).map(deleteRequest) })),
  { [ONE]: range(13).map(putRequest), [TWO]: range(12).map(putRequest) },
  { [ONE]: range(13).map(putRequest), [TWO]: range(13).map(putRequest) },
  { [ONE]: [putRequest(1), putRequest(1)] },
  { [ONE]: [putRequest(1), deleteRequest(1)] },
  { [ONE]: [deleteRequest(1), deleteRequest(1)] },
  { [ONE]: [putRequest(1)], [TWO]: [putRequest(1)] },
  { [ONE]: [putRequest(1)], [ARN]: [putRequest(1)] },
  { [ARN]: [putRequest(1)] },
  { [ONE]: [] },
  { [ONE]: [putRequest(1)], [TWO]: [] },
  { Missing: [putRequest(1)] },
  { [ONE]: [putRequest(1)], Missing: [putRequest(1)] },
  { "no such name": [putRequest(1)] },
  {},
  { [ONE]: [{}] },
  { [ONE]: [{ PutRequest: {} }] },
  { [ONE]: [{ ...putRequest(1), ...deleteRequest(2) }] },
  { [ONE]: [{ PutRequest: { Item: {} } }] },
  { [ONE]: [{ PutRequest: { Item: { v: { N: "1" } } } }] },
  { [ONE]: [{ PutRequest: { Item: { pk: { N: "1" } } } }] },
  { [ONE]: [{ PutRequest: { Item: { pk: { S: "" } } } }] },
  { [ONE]: [{ PutRequest: { Item: item(1, { x: { N: "x" } }) } }] },
  { [ONE]: [{ PutRequest: { Item: item(1, { x: { SS: ["a", "a"] } }) } }] },
  { [ONE]: [{ PutRequest: { Item: item(1, { x: { S: "x".repeat(410_000) } }) } }] },
  { [ONE]: [putRequest(1), { PutRequest: { Item: item(2, { x: { S: "x".repeat(410_000) } }) } }] },
  { [ONE]: [putRequest(1), { DeleteRequest: { Key: { other: { S: "a" } } } }] },
  { [ONE]: [{ DeleteRequest: { Key: { ...key(1), more: { S: "a" } } } }] },
  { [ONE]: [{ UpdateRequest: { Key: key(1) } }] },
];

const BATCH_GETS: readonly Json[] = [
  ...[1, 2, 100, 101].map((count) => ({ [ONE]: { Keys: range(count).map(key) } })),
  { [ONE]: { Keys: range(50).map(key) }, [TWO]: { Keys: range(50).map(key) } },
  { [ONE]: { Keys: range(50).map(key) }, [TWO]: { Keys: range(51).map(key) } },
  { [ONE]: { Keys: [key(1), key(1)] } },
  { [ONE]: { Keys: [key(1)] }, [ARN]: { Keys: [key(1)] } },
  { [ARN]: { Keys: [key(1)] } },
  { [ONE]: { Keys: [] } },
  { [ONE]: {} },
  { Missing: { Keys: [key(1)] } },
  { [ONE]: { Keys: [key(1)] }, Missing: { Keys: [key(1)] } },
  { [ONE]: { Keys: [{}] } },
  { [ONE]: { Keys: [{ pk: { N: "1" } }] } },
  { [ONE]: { Keys: [{ ...key(1), more: { S: "a" } }] } },
  { [ONE]: { Keys: [key(1)], AttributesToGet: ["v"] } },
  { [ONE]: { Keys: [key(1)], AttributesToGet: ["v"], ProjectionExpression: "v" } },
  {
    [ONE]: { Keys: [key(1)], ProjectionExpression: "#v", ExpressionAttributeNames: { "#v": "v" } },
  },
  { [ONE]: { Keys: [key(1)], ProjectionExpression: "#v" } },
  { [ONE]: { Keys: [key(1)], ConsistentRead: true } },
  {},
];

const put = (at: number | string, more: Fields = {}) => ({
  Put: { TableName: ONE, Item: item(at), ...more },
});
const check = (at: number | string, ConditionExpression: string) => ({
  ConditionCheck: { TableName: ONE, Key: key(at), ConditionExpression },
});
const update = (at: number | string, UpdateExpression: string, more: Fields = {}) => ({
  Update: { TableName: ONE, Key: key(at), UpdateExpression, ...more },
});
const remove = (at: number | string, more: Fields = {}) => ({
  Delete: { TableName: ONE, Key: key(at), ...more },
});

const TRANSACT_WRITES: readonly (readonly Json[])[] = [
  ...[1, 2, 25, 100, 101].map((count) => range(count).map((at) => put(at))),
  [put(1), remove(2), update(3, "SET w = v"), check(4, "attribute_exists(pk)")],
  [check(1, "attribute_exists(pk)")],
  [check("none", "attribute_exists(pk)")],
  [put(1), check("none", "attribute_exists(pk)")],
  [put(1, { ConditionExpression: "attribute_not_exists(pk)" }), put(2)],
  [
    put(1, {
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
    put(2),
  ],
  [
    remove(1, {
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  ],
  [
    update(1, "SET a = pk", {
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    }),
  ],
  [put(1), put(1)],
  [put(1), remove(1)],
  [put(1), check(1, "attribute_exists(pk)")],
  [{ ...put(1), ...remove(2) }],
  [{}],
  [null],
  [],
  [{ Unknown: {} }],
  [{ Put: { TableName: "Missing", Item: item(1) } }],
  [put(1), { Put: { TableName: "Missing", Item: item(1) } }],
  [{ Put: { TableName: TWO, Item: item(1) } }, put(1)],
  [{ Put: { TableName: ARN, Item: item("arn") } }],
  [{ Put: { TableName: ONE, Item: {} } }],
  [{ Put: { TableName: ONE, Item: { pk: { N: "1" } } } }, put(1)],
  [put(1), { Put: { TableName: ONE, Item: item(2, { x: { S: "x".repeat(410_000) } }) } }],
  [update(1, "SET pk = v")],
  [update(1, "SET v = v + v"), put(2)],
  [update(1, "SET v = v + :missing"), put(2)],
  [update(1, "SET w = missing"), put(2)],
  [update(1, "ADD v :one", { ExpressionAttributeValues: { ":one": { N: "1" } } })],
  [update(1, "ADD pk :one", { ExpressionAttributeValues: { ":one": { N: "1" } } })],
  [check(1, ""), put(2)],
  [check(1, "nonsense ="), put(2)],
  [{ ConditionCheck: { TableName: ONE, Key: key(1) } }],
  [remove(1, { ReturnValues: "ALL_OLD" })],
];

const get = (at: number | string, more: Fields = {}) => ({
  Get: { TableName: ONE, Key: key(at), ...more },
});
const TRANSACT_GETS: readonly (readonly Json[])[] = [
  ...[1, 2, 100, 101].map((count) => range(count).map((at) => get(at))),
  [get(1), get(1)],
  [get("none")],
  [get(1), { Get: { TableName: TWO, Key: key(1) } }],
  [get(1), { Get: { TableName: "Missing", Key: key(1) } }],
  [get(1, { ProjectionExpression: "v" })],
  [get(1, { ProjectionExpression: "#v", ExpressionAttributeNames: { "#v": "v" } })],
  [get(1, { ProjectionExpression: "#v" })],
  [{ Get: { TableName: ONE, Key: { pk: { N: "1" } } } }, get(1)],
  [{ Get: { TableName: ARN, Key: key(1) } }],
  [{ Get: { TableName: ONE, Key: {} } }],
  [{}],
  [],
  [null],
];

const TOKENS: readonly (readonly [token: Json, items: readonly Json[]])[] = [
  ...[put("t1"), put("t1"), put("t2"), put("t1")].map((one) => ["token-1", [one]] as const),
  ["token-2", [check("none", "attribute_exists(pk)")]],
  ["token-2", [check("none", "attribute_exists(pk)")]],
  ["token-3", [update("t1", "ADD v :one", { ExpressionAttributeValues: { ":one": { N: "1" } } })]],
  ["token-3", [update("t1", "ADD v :one", { ExpressionAttributeValues: { ":one": { N: "1" } } })]],
  ...["", "x".repeat(36), "x".repeat(37), 7, null].map((token) => [token, [put("t3")]] as const),
];

const LEVELS = ["NONE", "TOTAL", "INDEXES"];

export const MANY_ITEMS: Chapter = {
  name: "batches and transactions",
  steps: [
    ...[ONE, TWO].flatMap((name) => createTable(name, { keys: ["pk:S"] })),
    ...BATCH_WRITES.map((RequestItems) => ask("BatchWriteItem", { RequestItems })),
    ...BATCH_GETS.map((RequestItems) => ask("BatchGetItem", { RequestItems })),
    ...TRANSACT_WRITES.map((TransactItems) => ask("TransactWriteItems", { TransactItems })),
    ...TRANSACT_GETS.map((TransactItems) => ask("TransactGetItems", { TransactItems })),
    ...TOKENS.flatMap(([ClientRequestToken, TransactItems]) => [
      ask("TransactWriteItems", { TransactItems, ClientRequestToken }),
      ask("GetItem", { TableName: ONE, Key: key("t1") }),
    ]),
    ...LEVELS.flatMap((ReturnConsumedCapacity): readonly Step[] => [
      ask("BatchGetItem", {
        RequestItems: { [ONE]: { Keys: [key(1), key("none")] } },
        ReturnConsumedCapacity,
      }),
      ask("TransactGetItems", { TransactItems: [get(1), get("none")], ReturnConsumedCapacity }),
    ]),
    ...askEach("Scan", [{ TableName: ONE }, { TableName: TWO }]),
    ...[ONE, TWO].flatMap(deleteTable),
  ],
};
