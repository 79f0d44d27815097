// One item at a time: values of every type and at every limit, keys, what comes back.
import { ask, type Chapter, type Step } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";
import { VALUES } from "./values.ts";
import type { Json } from "./wrong-values.ts";

const TABLE = "Items";
const pk = (text: string) => ({ pk: { S: text } });
const put = (value: Json) => ask("PutItem", { TableName: TABLE, Item: { ...pk("v"), v: value } });
const get = () => ask("GetItem", { TableName: TABLE, Key: pk("v"), ConsistentRead: true });
/** A value is written and read again, since the engine brings it into a form of its own. */
const kept = (value: Json): readonly Step[] => [put(value), get()];

/** Nested so deep: DynamoDB takes 32 levels. */
const nested = (depth: number, kind: "L" | "M"): Json =>
  depth === 0
    ? { S: "deep" }
    : kind === "L"
      ? { L: [nested(depth - 1, kind)] }
      : { M: { a: nested(depth - 1, kind) } };

const KIBIBYTE = 1_024;
const LIMIT = 400 * KIBIBYTE;
const textOf = (bytes: number) => "x".repeat(bytes);

/** Key names and values count too: `pk` with the name and `v` take 2 + length + 1. */
const SIZES = [LIMIT - 10, LIMIT, LIMIT + 1].map((bytes, place) => {
  const key = `size-${place}`;
  return { key, item: { ...pk(key), v: { S: textOf(bytes - 2 - key.length - 1) } } };
});

const RETURN_VALUES = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW", "none", ""];
const METRICS = ["NONE", "SIZE", "size"];
const KEY = { pk: { S: "r" } };

const returns: readonly Step[] = RETURN_VALUES.flatMap((ReturnValues) => [
  ...["a", "b"].map((text) =>
    ask("PutItem", { TableName: TABLE, Item: { ...KEY, v: { S: text } }, ReturnValues }),
  ),
  ...[
    {
      UpdateExpression: "SET v = :v, w = :v REMOVE gone",
      ExpressionAttributeValues: { ":v": { N: "1" } },
    },
    { UpdateExpression: "REMOVE w" },
    {},
  ].map((update) => ask("UpdateItem", { TableName: TABLE, Key: KEY, ReturnValues, ...update })),
  ...[1, 2].map(() => ask("DeleteItem", { TableName: TABLE, Key: KEY, ReturnValues })),
]);

const onFailure: readonly Step[] = ["NONE", "ALL_OLD", "ALL_NEW"].flatMap((how) => {
  const failing = {
    TableName: TABLE,
    ConditionExpression: "attribute_exists(missing)",
    ReturnValuesOnConditionCheckFailure: how,
  };
  return [
    ask("PutItem", { TableName: TABLE, Item: { ...KEY, v: { S: "there" } } }),
    ask("PutItem", { Item: KEY, ...failing }),
    ask("UpdateItem", { Key: KEY, UpdateExpression: "SET a = pk", ...failing }),
    ask("DeleteItem", { Key: KEY, ...failing }),
    ask("DeleteItem", { Key: pk("never"), ...failing }),
  ];
});

const metrics: readonly Step[] = METRICS.flatMap((ReturnItemCollectionMetrics) => {
  const on = { TableName: "Collections", ReturnItemCollectionMetrics };
  const key = { pk: { S: "a" }, sk: { N: "1" } };
  return [
    ask("PutItem", { ...on, Item: { ...key, kind: { S: "k" } } }),
    ask("UpdateItem", { ...on, Key: key, UpdateExpression: "REMOVE kind" }),
    ask("DeleteItem", { ...on, Key: key }),
    ask("BatchWriteItem", {
      RequestItems: { Collections: [{ PutRequest: { Item: key } }] },
      ReturnItemCollectionMetrics,
    }),
    ask("TransactWriteItems", {
      TransactItems: [{ Put: { TableName: "Collections", Item: key } }],
      ReturnItemCollectionMetrics,
    }),
  ];
});

export const ITEMS: Chapter = {
  name: "items",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S"] }),
    ...VALUES.flatMap(kept),
    ...[31, 32, 33, 100].flatMap((depth) =>
      (["L", "M"] as const).flatMap((kind) => kept(nested(depth, kind))),
    ),
    ...SIZES.flatMap(({ key, item }) => [
      ask("PutItem", { TableName: TABLE, Item: item }),
      ask("GetItem", { TableName: TABLE, Key: pk(key) }),
      ask("UpdateItem", {
        TableName: TABLE,
        Key: pk(key),
        UpdateExpression: "SET more = :more",
        ExpressionAttributeValues: { ":more": { S: textOf(8) } },
      }),
      ask("DeleteItem", { TableName: TABLE, Key: pk(key) }),
    ]),
    ...[450, 1_100].map((kib) => put({ S: textOf(kib * KIBIBYTE) })),
    ...[textOf(65_535), textOf(65_536)].map((name) =>
      ask("PutItem", { TableName: TABLE, Item: { ...pk("name"), [name]: { S: "a" } } }),
    ),
    ...returns,
    ...onFailure,
    ...createTable("Collections", {
      keys: ["pk:S", "sk:N"],
      local: { byKind: { keys: ["pk:S", "kind:S"] } },
    }),
    ...metrics,
    ...deleteTable("Collections"),
    ...deleteTable(TABLE),
  ],
};
