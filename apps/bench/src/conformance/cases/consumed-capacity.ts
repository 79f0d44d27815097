// What a request says it consumed, at each level, on a table alone and with indexes of each kind.
import { ask, type Chapter, type Step } from "../step.ts";
import { createTable, deleteTable, type TableForm } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

type Fields = { readonly [name: string]: Json };

const TABLES: Readonly<Record<string, TableForm>> = {
  "Consumed-plain": { keys: ["pk:S"] },
  "Consumed-global": {
    keys: ["pk:S"],
    global: {
      byG: { keys: ["g:S"] },
      keysOnly: { keys: ["g:S", "pk:S"], projection: "KEYS_ONLY" },
    },
  },
  "Consumed-provisioned": { keys: ["pk:S"], units: 1_000, global: { byG: { keys: ["g:S"] } } },
};

const key: Fields = { pk: { S: "a" } };
const text = (bytes: number) => ({ S: "x".repeat(bytes) });

/** One after another on one item, so that each finds what the one before left. */
const writes = (TableName: string, level: Fields): readonly Step[] => [
  ask("PutItem", { TableName, Item: key, ...level }),
  ask("PutItem", { TableName, Item: { ...key, g: { S: "1" } }, ...level }),
  ask("PutItem", { TableName, Item: { ...key, g: { S: "1" } }, ...level }),
  ask("PutItem", { TableName, Item: { ...key, g: { S: "2" } }, ReturnValues: "ALL_OLD", ...level }),
  ask("PutItem", { TableName, Item: { ...key, g: { S: "2" }, v: text(3_000) }, ...level }),
  ask("PutItem", { TableName, Item: { ...key, v: text(100) }, ReturnValues: "ALL_OLD", ...level }),
  ask("PutItem", {
    TableName,
    Item: key,
    ConditionExpression: "attribute_not_exists(pk)",
    ...level,
  }),
  ask("UpdateItem", {
    ...{ TableName, Key: key, UpdateExpression: "SET g = :g", ...level },
    ExpressionAttributeValues: { ":g": { S: "3" } },
  }),
  ask("UpdateItem", {
    ...{ TableName, Key: key, UpdateExpression: "SET g = :g", ReturnValues: "ALL_OLD", ...level },
    ExpressionAttributeValues: { ":g": { S: "4" } },
  }),
  ask("UpdateItem", {
    ...{ TableName, Key: key, UpdateExpression: "SET v = :v", ReturnValues: "ALL_NEW", ...level },
    ExpressionAttributeValues: { ":v": text(2_500) },
  }),
  ask("UpdateItem", {
    TableName,
    Key: key,
    UpdateExpression: "REMOVE g",
    ReturnValues: "ALL_OLD",
    ...level,
  }),
  ask("DeleteItem", { TableName, Key: key, ReturnValues: "ALL_OLD", ...level }),
  ask("DeleteItem", { TableName, Key: key, ReturnValues: "ALL_OLD", ...level }),
  ask("BatchWriteItem", {
    RequestItems: { [TableName]: [{ PutRequest: { Item: { pk: { S: "b" }, g: { S: "1" } } } }] },
    ...level,
  }),
  ask("TransactWriteItems", {
    TransactItems: [{ Put: { TableName, Item: { pk: { S: "c" }, g: { S: "1" } } } }],
    ...level,
  }),
];

const reads = (TableName: string, level: Fields): readonly Step[] => [
  ask("GetItem", { TableName, Key: { pk: { S: "b" } }, ...level }),
  ask("GetItem", { TableName, Key: { pk: { S: "b" } }, ConsistentRead: true, ...level }),
  ask("GetItem", { TableName, Key: { pk: { S: "none" } }, ...level }),
  ask("Query", {
    ...{ TableName, KeyConditionExpression: "pk = :p", ...level },
    ExpressionAttributeValues: { ":p": { S: "b" } },
  }),
  ask("Query", {
    ...{ TableName, IndexName: "byG", KeyConditionExpression: "g = :g", ...level },
    ExpressionAttributeValues: { ":g": { S: "1" } },
  }),
  ask("Scan", { TableName, ...level }),
  ask("Scan", { TableName, IndexName: "byG", ...level }),
  ask("BatchGetItem", { RequestItems: { [TableName]: { Keys: [{ pk: { S: "b" } }] } }, ...level }),
  ask("TransactGetItems", {
    TransactItems: [{ Get: { TableName, Key: { pk: { S: "b" } } } }],
    ...level,
  }),
];

export const CONSUMED_CAPACITY: Chapter = {
  name: "consumed capacity",
  steps: Object.entries(TABLES).flatMap(([name, form]) => [
    ...createTable(name, form),
    ...["NONE", "TOTAL", "INDEXES"].flatMap((ReturnConsumedCapacity) => [
      ...writes(name, { ReturnConsumedCapacity }),
      ...reads(name, { ReturnConsumedCapacity }),
    ]),
    ...deleteTable(name),
  ]),
};
