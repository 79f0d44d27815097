// The parameters from before expressions, which are still taken.
import { ask, type Chapter, type Step } from "../../step.ts";
import { createTable, deleteTable } from "../tables.ts";
import type { Json } from "../wrong-values.ts";

const TABLE = "Legacy";
const KEY = { pk: { S: "l" }, sk: { N: "1" } };
const ITEM = {
  ...KEY,
  n: { N: "5" },
  s: { S: "text" },
  ss: { SS: ["a", "b"] },
  list: { L: [{ S: "a" }] },
};

const COMPARISONS =
  "EQ NE LE LT GE GT NOT_NULL NULL CONTAINS NOT_CONTAINS BEGINS_WITH IN BETWEEN eq NOPE".split(" ");
const LISTS: readonly Json[] = [
  ...[[], [{ N: "5" }], [{ S: "te" }], [{ N: "1" }, { N: "9" }], [{ N: "9" }, { N: "1" }]],
  ...[[{ S: "a" }, { N: "1" }], [{ SS: ["a"] }], [{ L: [] }], [null]],
];

const conditions: readonly Json[] = COMPARISONS.flatMap((ComparisonOperator) => [
  { ComparisonOperator },
  ...LISTS.map((AttributeValueList) => ({ ComparisonOperator, AttributeValueList })),
]);

const EXPECTED: readonly Json[] = [
  {},
  { n: {} },
  { n: { Exists: true } },
  { n: { Exists: false } },
  { missing: { Exists: false } },
  { n: { Value: { N: "5" } } },
  { n: { Value: { N: "6" } } },
  { n: { Value: { N: "5" }, Exists: true } },
  { n: { Value: { N: "5" }, Exists: false } },
  { n: { Value: { N: "5" }, ComparisonOperator: "EQ" } },
  { n: { Value: { N: "5" }, AttributeValueList: [{ N: "5" }] } },
  { n: { Exists: true, ComparisonOperator: "NOT_NULL" } },
  { n: { Value: { N: "5" } }, s: { Value: { S: "other" } } },
  { pk: { Value: { S: "l" } }, sk: { Value: { N: "1" } } },
];

const ACTIONS = ["PUT", "DELETE", "ADD", "put", "NOPE"];
const VALUES: readonly (Json | undefined)[] = [
  ...[
    undefined,
    { N: "1" },
    { S: "x" },
    { SS: ["b", "c"] },
    { SS: [] },
    { L: [{ S: "b" }] },
    { N: "x" },
    {},
  ],
];
const updates: readonly Json[] = ["n", "s", "ss", "list", "fresh", "pk"].flatMap((name) =>
  ACTIONS.flatMap((Action) =>
    VALUES.map((Value) => ({ [name]: { Action, ...(Value !== undefined && { Value }) } })),
  ),
);

/** The old and the new way can't be mixed. */
const MIXED: readonly (readonly [string, { readonly [name: string]: Json }])[] = [
  [
    "PutItem",
    { Item: ITEM, Expected: { n: { Exists: false } }, ConditionExpression: "attribute_exists(n)" },
  ],
  ["PutItem", { Item: ITEM, ConditionalOperator: "AND" }],
  ["PutItem", { Item: ITEM, ConditionalOperator: "XOR", Expected: { n: { Exists: false } } }],
  [
    "PutItem",
    {
      Item: ITEM,
      ConditionalOperator: "OR",
      Expected: { n: { Value: { N: "5" } }, s: { Value: { S: "other" } } },
    },
  ],
  [
    "PutItem",
    { Item: ITEM, Expected: { n: { Exists: false } }, ExpressionAttributeNames: { "#n": "n" } },
  ],
  [
    "UpdateItem",
    { Key: KEY, AttributeUpdates: { n: { Value: { N: "1" } } }, UpdateExpression: "REMOVE n" },
  ],
  [
    "UpdateItem",
    {
      Key: KEY,
      AttributeUpdates: { n: { Value: { N: "1" } } },
      ConditionExpression: "attribute_exists(n)",
    },
  ],
  ["UpdateItem", { Key: KEY, AttributeUpdates: {} }],
  ["GetItem", { Key: KEY, AttributesToGet: ["n", "s"] }],
  ["GetItem", { Key: KEY, AttributesToGet: ["n", "n"] }],
  ["GetItem", { Key: KEY, AttributesToGet: [] }],
  ["GetItem", { Key: KEY, AttributesToGet: ["n"], ProjectionExpression: "n" }],
  ["GetItem", { Key: KEY, AttributesToGet: ["missing"] }],
  [
    "Query",
    {
      KeyConditions: { pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "l" }] } },
      KeyConditionExpression: "pk = :p",
    },
  ],
  ["Query", { KeyConditions: {} }],
  [
    "Query",
    { KeyConditions: { sk: { ComparisonOperator: "EQ", AttributeValueList: [{ N: "1" }] } } },
  ],
  [
    "Query",
    {
      KeyConditions: {
        pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "l" }] },
        n: { ComparisonOperator: "EQ", AttributeValueList: [{ N: "5" }] },
      },
    },
  ],
  ["Scan", { ScanFilter: {}, FilterExpression: "attribute_exists(n)" }],
  [
    "Scan",
    {
      ScanFilter: { n: { ComparisonOperator: "NOT_NULL" }, s: { ComparisonOperator: "NULL" } },
      ConditionalOperator: "OR",
    },
  ],
  ["Scan", { AttributesToGet: ["n"], Select: "COUNT" }],
  ["Scan", { AttributesToGet: ["n"], Select: "ALL_ATTRIBUTES" }],
];

export const LEGACY: Chapter = {
  name: "legacy parameters",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S", "sk:N"] }),
    ask("PutItem", { TableName: TABLE, Item: ITEM }),
    ...conditions.flatMap((condition): readonly Step[] => {
      const isPk = { ComparisonOperator: "EQ", AttributeValueList: [{ S: "l" }] };
      return [
        ask("Scan", { TableName: TABLE, ScanFilter: { n: condition } }),
        ask("Query", { TableName: TABLE, KeyConditions: { pk: isPk, sk: condition } }),
        ask("PutItem", { TableName: TABLE, Item: ITEM, Expected: { s: condition } }),
      ];
    }),
    ...EXPECTED.flatMap((Expected) => [
      ask("PutItem", { TableName: TABLE, Item: ITEM, Expected }),
      ask("UpdateItem", {
        TableName: TABLE,
        Key: KEY,
        AttributeUpdates: { x: { Value: { S: "x" } } },
        Expected,
      }),
      ask("DeleteItem", { TableName: TABLE, Key: { ...KEY, sk: { N: "2" } }, Expected }),
    ]),
    ...updates.flatMap((AttributeUpdates) => [
      ask("UpdateItem", { TableName: TABLE, Key: KEY, AttributeUpdates, ReturnValues: "ALL_NEW" }),
      ask("PutItem", { TableName: TABLE, Item: ITEM }),
    ]),
    ...MIXED.map(([operation, content]) => ask(operation, { TableName: TABLE, ...content })),
    ...deleteTable(TABLE),
  ],
};
