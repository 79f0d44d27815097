// Several clients at once on one table: what they are told together must be the same.
import type { RequestForm } from "../exchange/request-form.ts";
import { ask, type Chapter, type Step, together } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

type Fields = { readonly [name: string]: Json };
const CLIENTS = 16;
const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const form = (operation: string, content: Json): RequestForm => ({ operation, content });
/** Of one size, so that whoever wins leaves a table of the same size. */
const oneDigit = (at: number) => ({ N: String(1 + (at % 9)) });
const key = (name: string): Fields => ({ pk: { S: name } });

const rounds = (TableName: string): readonly Step[] => {
  const count = (name: string, ReturnValues: string) =>
    form("UpdateItem", {
      ...{ TableName, Key: key(name), UpdateExpression: "ADD n :one", ReturnValues },
      ExpressionAttributeValues: { ":one": { N: "1" } },
    });
  const first = (name: string, more: Fields) =>
    form("PutItem", {
      ...{ TableName, Item: key(name), ConditionExpression: "attribute_not_exists(pk)", ...more },
    });
  const transactions = range(3).map(() =>
    form("TransactWriteItems", {
      TransactItems: [{ Put: { TableName, Item: { ...key("token"), n: { N: "1" } } } }],
      ClientRequestToken: `several-${TableName}`,
    }),
  );
  return [
    together(
      "each its own item",
      "answers",
      range(CLIENTS).map((at) => form("PutItem", { TableName, Item: key(`own ${at}`) })),
    ),
    together(
      "one item, overwritten",
      "answers",
      range(CLIENTS).map(() => form("PutItem", { TableName, Item: key("same") })),
    ),
    together(
      "one counter",
      "answers",
      range(CLIENTS).map(() => count("counter", "UPDATED_NEW")),
    ),
    together(
      "one is first",
      "answers",
      range(CLIENTS).map(() => first("first", {})),
    ),
    together(
      "one is first, the others see it",
      "answers",
      range(CLIENTS).map(() => first("seen", { ReturnValuesOnConditionCheckFailure: "ALL_OLD" })),
    ),
    // What the others are told of an item that has just gone is chance with the engine too.
    together(
      "one deletes it",
      ["200"],
      range(CLIENTS).map(() =>
        form("DeleteItem", { TableName, Key: key("first"), ReturnValues: "ALL_OLD" }),
      ),
    ),
    together(
      "one deletes it, the others fail",
      "answers",
      range(CLIENTS).map(() =>
        form("DeleteItem", {
          TableName,
          Key: key("seen"),
          ConditionExpression: "attribute_exists(pk)",
        }),
      ),
    ),
    together(
      "batches",
      "answers",
      range(CLIENTS).map((client) =>
        form("BatchWriteItem", {
          RequestItems: {
            [TableName]: range(10).map((at) => ({
              PutRequest: { Item: key(`batch ${client} ${at}`) },
            })),
          },
        }),
      ),
    ),
    together(
      "reads",
      "answers",
      range(CLIENTS).map((at) =>
        form(at % 2 === 0 ? "GetItem" : "DeleteItem", { TableName, Key: key("nothing") }),
      ),
    ),
    together(
      "scans",
      "answers",
      range(CLIENTS).map((Segment) =>
        form("Scan", { TableName, Segment, TotalSegments: CLIENTS, Select: "COUNT" }),
      ),
    ),
    together(
      "one token",
      ["200", "TransactionInProgressException", "TransactionCanceledException"],
      transactions,
    ),
    together(
      "transactions that conflict",
      ["200", "TransactionCanceledException", "TransactionConflictException"],
      [
        ...range(CLIENTS).map((at) =>
          form("TransactWriteItems", {
            TransactItems: ["x", "y"].map((name) => ({
              Put: { TableName, Item: { ...key(name), at: oneDigit(at) } },
            })),
          }),
        ),
        ...range(4).map((at) =>
          form("UpdateItem", {
            ...{ TableName, Key: key("x"), UpdateExpression: "SET at = :at" },
            ExpressionAttributeValues: { ":at": oneDigit(at) },
          }),
        ),
        ...range(4).map(() =>
          form("TransactGetItems", {
            TransactItems: ["x", "y"].map((name) => ({ Get: { TableName, Key: key(name) } })),
          }),
        ),
      ],
    ),
    ask("GetItem", { TableName, Key: key("counter"), ConsistentRead: true }),
    ask("Scan", { TableName, Select: "COUNT" }),
    ask("Scan", { TableName, ProjectionExpression: "pk" }),
  ];
};

export const SEVERAL_CLIENTS: Chapter = {
  name: "several clients",
  steps: [
    ...createTable("Several", { keys: ["pk:S"] }),
    ...rounds("Several"),
    ...deleteTable("Several"),
    ...createTable("Several-units", {
      keys: ["pk:S"],
      units: 1_000,
      global: { byG: { keys: ["g:S"] } },
    }),
    ...rounds("Several-units"),
    ...deleteTable("Several-units"),
  ],
};
