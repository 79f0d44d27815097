// Keys of each type, in every operation that takes one.
import { ask, askEach, type Chapter } from "../step.ts";
import { createTable, deleteTable, type KeyText } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

const nines = "9".repeat(38);
const textOf = (bytes: number) => "x".repeat(bytes);

const KEY_TYPES: readonly KeyText[] = ["k:S", "k:N", "k:B"];
const KEYS_BY_TYPE: Readonly<Record<string, readonly Json[]>> = {
  "k:S": [
    { S: "" },
    { S: textOf(2_048) },
    { S: textOf(2_049) },
    { S: "é".repeat(1_024) },
    { S: "é".repeat(1_025) },
  ],
  "k:N": [
    { N: "1" },
    { N: "1.0" },
    { N: "01" },
    { N: "" },
    { N: "x" },
    { N: "1E126" },
    { N: nines },
    { N: "-0" },
  ],
  "k:B": [
    { B: "" },
    { B: "AA==" },
    { B: "A" },
    { B: Buffer.alloc(2_048).toString("base64") },
    { B: Buffer.alloc(2_049).toString("base64") },
  ],
};
const ALIEN_KEYS: readonly Json[] = [
  ...[{ S: "a" }, { N: "1" }, { B: "AA==" }, { BOOL: true }, { NULL: true }, { SS: ["a"] }],
  ...[{ L: [] }, { M: {} }, {}, null, "a"],
];

export const KEYS: Chapter = {
  name: "keys",
  steps: KEY_TYPES.flatMap((key) => {
    const TableName = `Keys-${key.slice(-1)}`;
    const values = [...(KEYS_BY_TYPE[key] ?? []), ...ALIEN_KEYS];
    return [
      ...createTable(TableName, { keys: [key, "r:S"], global: { byG: { keys: ["g:N"] } } }),
      ...values.flatMap((value) => {
        const whole = { k: value, r: { S: "r" } };
        return [
          ask("PutItem", { TableName, Item: whole }),
          ask("GetItem", { TableName, Key: whole }),
          ask("UpdateItem", { TableName, Key: whole, UpdateExpression: "SET a = k" }),
          ask("DeleteItem", { TableName, Key: whole, ReturnValues: "ALL_OLD" }),
          ask("BatchWriteItem", {
            RequestItems: { [TableName]: [{ DeleteRequest: { Key: whole } }] },
          }),
          ask("BatchGetItem", { RequestItems: { [TableName]: { Keys: [whole] } } }),
          ask("TransactWriteItems", { TransactItems: [{ Put: { TableName, Item: whole } }] }),
          ask("TransactGetItems", { TransactItems: [{ Get: { TableName, Key: whole } }] }),
        ];
      }),
      ...askEach("GetItem", [
        { TableName, Key: {} },
        { TableName, Key: { k: values[0] } },
        { TableName, Key: { r: { S: "r" } } },
        { TableName, Key: { k: values[0], r: { S: "r" }, x: { S: "x" } } },
        { TableName, Key: { k: values[0], r: { S: textOf(1_024) } } },
        { TableName, Key: { k: values[0], r: { S: textOf(1_025) } } },
        { TableName, Key: { k: values[0], r: { N: "1" } } },
      ]),
      ...[{ S: "x" }, { N: "1" }, { N: "x" }, { NULL: true }, { S: "" }].map((g) =>
        ask("PutItem", { TableName, Item: { k: values[1] ?? null, r: { S: "g" }, g } }),
      ),
      ...deleteTable(TableName),
    ];
  }),
};
