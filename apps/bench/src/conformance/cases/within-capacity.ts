// Provisioned tables whose capacity is enough, but not by far: what fits is answered as if there were none.
import { ask, type Chapter, type Step } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";

const TABLE = "Within";
const text = (bytes: number) => ({ S: "x".repeat(bytes) });
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

const round = (at: number): readonly Step[] => {
  const key = { pk: { S: `k${at}` }, sk: { N: String(at) } };
  return [
    ask("PutItem", { TableName: TABLE, Item: { ...key, g: { S: "g" }, v: text(at * 50) } }),
    ask("GetItem", { TableName: TABLE, Key: key }),
    ask("UpdateItem", {
      ...{ TableName: TABLE, Key: key, UpdateExpression: "SET v = :v", ReturnValues: "ALL_OLD" },
      ExpressionAttributeValues: { ":v": text(at * 20) },
    }),
    ask("Query", {
      ...{ TableName: TABLE, KeyConditionExpression: "pk = :p" },
      ExpressionAttributeValues: { ":p": key.pk },
    }),
    ask("DeleteItem", { TableName: TABLE, Key: key, ReturnValues: "ALL_OLD" }),
  ];
};

export const WITHIN_CAPACITY: Chapter = {
  name: "within capacity",
  steps: [
    ...createTable(TABLE, {
      ...{ keys: ["pk:S", "sk:N"], units: 600 },
      global: { byG: { keys: ["g:S", "pk:S"] } },
    }),
    ...range(40).flatMap(round),
    ask("BatchWriteItem", {
      RequestItems: {
        [TABLE]: range(25).map((at) => ({
          PutRequest: { Item: { pk: { S: `batch ${at}` }, sk: { N: "0" } } },
        })),
      },
    }),
    ask("Scan", { TableName: TABLE }),
    ask("Scan", { TableName: TABLE, IndexName: "byG" }),
    ...deleteTable(TABLE),
    // A write that is larger than all that the table has in a second, and one that no table takes.
    ...createTable("Small", { keys: ["pk:S"], units: 5 }),
    ...[450_000, 1_100_000].flatMap((bytes) => [
      ask("PutItem", { TableName: "Small", Item: { pk: { S: "a" }, v: text(bytes) } }),
      ask("UpdateItem", {
        ...{ TableName: "Small", Key: { pk: { S: "a" } }, UpdateExpression: "SET v = :v" },
        ExpressionAttributeValues: { ":v": text(bytes) },
      }),
    ]),
    ask("PutItem", { TableName: "Small", Item: { pk: { N: "1" }, v: text(20_000) } }),
    ask("PutItem", { TableName: "Small", Item: { pk: { S: "" }, v: text(20_000) } }),
    ask("PutItem", { TableName: "Small", Item: { pk: { S: "large" }, v: text(20_000) } }),
    ...deleteTable("Small"),
  ],
};
