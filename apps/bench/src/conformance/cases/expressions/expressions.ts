// The expression language: what it takes, what it computes, and each way to get it wrong.
import { ask, type Chapter, type Step } from "../../step.ts";
import { createTable, deleteTable } from "../tables.ts";
import type { Json } from "../wrong-values.ts";
import { SURROUNDINGS, WORDS } from "./around-expressions.ts";
import { CONDITIONS } from "./condition-texts.ts";
import { PROJECTIONS, UPDATES } from "./update-texts.ts";

const TABLE = "Expressions";
const KEY = { pk: { S: "e" } };
const ITEM = {
  ...KEY,
  n: { N: "5" },
  s: { S: "text" },
  b: { B: "AAEC" },
  yes: { BOOL: true },
  nothing: { NULL: true },
  ss: { SS: ["a", "b", "c"] },
  ns: { NS: ["1", "2"] },
  list: { L: [{ N: "1" }, { S: "two" }, { M: { three: { N: "3" } } }] },
  map: { M: { in: { M: { er: { S: "x" } } }, l: { L: [{ N: "0" }] } } },
};
const NAMES = { "#n": "n", "#s": "s", "#m": "map" };
const VALUES = {
  ":n": { N: "5" },
  ":s": { S: "te" },
  ":ss": { SS: ["a", "z"] },
  ":l": { L: [{ S: "more" }] },
  ":type": { S: "N" },
  ":b": { B: "AA==" },
  ":true": { BOOL: true },
  ":null": { NULL: true },
};

/** Only what an expression names may be given, so what it doesn't name is left out. */
function named(expression: string): { readonly [name: string]: Json } {
  const words = new Set(expression.match(/[#:]\w+/g) ?? []);
  const only = (of: { readonly [name: string]: Json }) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => words.has(name)));
  const [names, values] = [only(NAMES), only(VALUES)];
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

const update = (UpdateExpression: string) =>
  ask("UpdateItem", {
    ...{ TableName: TABLE, Key: KEY, UpdateExpression, ReturnValues: "ALL_NEW" },
    ...named(UpdateExpression),
  });
const restore = ask("PutItem", { TableName: TABLE, Item: ITEM });

export const EXPRESSIONS: Chapter = {
  name: "expressions",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S"] }),
    restore,
    ...CONDITIONS.flatMap((ConditionExpression): readonly Step[] => [
      ask("PutItem", {
        TableName: TABLE,
        Item: ITEM,
        ConditionExpression,
        ...named(ConditionExpression),
      }),
      ask("Scan", {
        ...{ TableName: TABLE, FilterExpression: ConditionExpression },
        ...named(ConditionExpression),
      }),
    ]),
    ...CONDITIONS.slice(0, 40).map((expression) =>
      ask("TransactWriteItems", {
        TransactItems: [
          {
            ConditionCheck: {
              TableName: TABLE,
              Key: KEY,
              ConditionExpression: expression,
              ...named(expression),
            },
          },
        ],
      }),
    ),
    ...UPDATES.flatMap((expression) => [update(expression), restore]),
    ...PROJECTIONS.flatMap((ProjectionExpression) =>
      ["GetItem", "Scan"].map((operation) =>
        ask(operation, {
          ...{ TableName: TABLE, ProjectionExpression, ...named(ProjectionExpression) },
          ...(operation === "GetItem" && { Key: KEY }),
        }),
      ),
    ),
    ...SURROUNDINGS.flatMap((more) => [
      ask("PutItem", { TableName: TABLE, Item: ITEM, ...more }),
      ask("DeleteItem", { TableName: TABLE, Key: { pk: { S: "none" } }, ...more }),
    ]),
    ...WORDS.flatMap((word) => [
      ask("GetItem", { TableName: TABLE, Key: KEY, ProjectionExpression: word }),
      ask("UpdateItem", { TableName: TABLE, Key: KEY, UpdateExpression: `REMOVE ${word}` }),
    ]),
    ...deleteTable(TABLE),
  ],
};
