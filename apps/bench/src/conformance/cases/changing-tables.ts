// Tables while they change: indexes that come and go, and creations and deletions at once.
import type { RequestForm } from "../exchange/request-form.ts";
import { type Ask, ask, type Chapter, type Step, settle, together } from "../step.ts";
import { createTable, deleteTable, schema, tableContent, unitsOf } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

type Fields = { readonly [name: string]: Json };
const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** What a client does all the time: it must go on as if nothing were. */
const traffic = (
  TableName: string,
  round: string,
  about: Pick<Ask, "alike"> = {},
): readonly Step[] => {
  const key: Fields = { pk: { S: `during ${round}` } };
  const contents: Readonly<Record<string, Fields>> = {
    PutItem: { TableName, Item: { ...key, g: { S: "g" } } },
    UpdateItem: {
      ...{ TableName, Key: key, UpdateExpression: "SET g = :g", ReturnValues: "ALL_NEW" },
      ExpressionAttributeValues: { ":g": { S: round } },
    },
    GetItem: { TableName, Key: key, ConsistentRead: true },
    BatchWriteItem: { RequestItems: { [TableName]: [{ PutRequest: { Item: key } }] } },
    BatchGetItem: { RequestItems: { [TableName]: { Keys: [key] } } },
    TransactWriteItems: {
      TransactItems: [{ Put: { TableName, Item: { ...key, g: { S: "t" } } } }],
    },
    TransactGetItems: { TransactItems: [{ Get: { TableName, Key: key } }] },
    Query: {
      ...{ TableName, KeyConditionExpression: "pk = :p" },
      ExpressionAttributeValues: { ":p": key.pk ?? null },
    },
    Scan: { TableName },
    DeleteItem: { TableName, Key: key, ReturnValues: "ALL_OLD" },
  };
  return Object.entries(contents).map(([operation, content]) => ask(operation, content, about));
};

/**
 * The same while an index comes or goes: just then the engine answers some writes with an
 * InternalFailure of its own. Afterwards what could have been left is taken away.
 */
const trafficMeanwhile = (TableName: string, round: string): readonly Step[] => [
  ...traffic(TableName, round, { alike: ["200", "InternalFailure"] }),
  settle(TableName),
  ask("DeleteItem", { TableName, Key: { pk: { S: `during ${round}` } } }),
];

const indexChanges = (TableName: string, units: number | undefined): readonly Step[] => {
  const throughput = units === undefined ? {} : { ProvisionedThroughput: unitsOf(units) };
  const create: Fields = {
    ...{ IndexName: "byG", KeySchema: schema(["g:S"]), Projection: { ProjectionType: "ALL" } },
    ...throughput,
  };
  const change = (update: Json) => ({
    TableName,
    AttributeDefinitions: [{ AttributeName: "g", AttributeType: "S" }],
    GlobalSecondaryIndexUpdates: [update],
  });
  return [
    ask("UpdateTable", change({ Create: create })),
    ...trafficMeanwhile(TableName, "creation"),
    ask("Query", {
      ...{ TableName, IndexName: "byG", KeyConditionExpression: "g = :g" },
      ExpressionAttributeValues: { ":g": { S: "g" } },
    }),
    ...traffic(TableName, "with an index"),
    ask("UpdateTable", change({ Delete: { IndexName: "byG" } })),
    ...trafficMeanwhile(TableName, "deletion"),
    ...traffic(TableName, "after it"),
  ];
};

/** Capacity and billing change, with traffic behind each. */
const capacityChanges: readonly Step[] = [
  { ProvisionedThroughput: unitsOf(2_000) },
  { BillingMode: "PAY_PER_REQUEST" },
  { BillingMode: "PROVISIONED", ProvisionedThroughput: unitsOf(1_000) },
].flatMap((change, round) => [
  ask("UpdateTable", { TableName: "Changing-units", ...change }),
  settle("Changing-units"),
  ...traffic("Changing-units", `change ${round}`),
]);

/** The table goes and comes back: what was known of it must not live on. */
const comesBack: readonly Step[] = [
  ...createTable("Again", { keys: ["pk:S"], units: 50 }),
  ...traffic("Again", "first"),
  ...deleteTable("Again"),
  ...traffic("Again", "no table"),
  ...createTable("Again", { keys: ["pk:S", "sk:N"] }),
  ...traffic("Again", "another key"),
  ask("PutItem", { TableName: "Again", Item: { pk: { S: "a" }, sk: { N: "1" } } }),
  ...deleteTable("Again"),
];

const createForm = (name: string): RequestForm => ({
  operation: "CreateTable",
  content: tableContent(name, { keys: ["pk:S"] }),
});
const form = (operation: string, content: Json): RequestForm => ({ operation, content });

const RACE_KINDS = [
  ...["200", "ResourceInUseException", "ResourceNotFoundException", "ValidationException"],
  // The engine's own, where a table goes while it is asked; the proxy's is an InternalServerError.
  "InternalFailure",
];

/** Who wins is chance; nobody may hear of an error within. */
const races: readonly Step[] = range(12).flatMap((round) => {
  const name = `Race-${round % 3}`;
  const on = { TableName: name };
  return together(`race ${round}`, RACE_KINDS, [
    createForm(name),
    form("DeleteTable", on),
    createForm(name),
    form("PutItem", { ...on, Item: { pk: { S: "a" } } }),
    form("DescribeTable", on),
    form("DeleteTable", on),
    form("UpdateItem", { ...on, Key: { pk: { S: "a" } } }),
    form("UpdateTable", { ...on, ProvisionedThroughput: unitsOf(5), BillingMode: "PROVISIONED" }),
    createForm(name),
    form("GetItem", { ...on, Key: { pk: { S: "a" } } }),
    form("DeleteTable", on),
  ]);
});

export const CHANGING_TABLES: Chapter = {
  name: "tables in change",
  steps: [
    ...createTable("Changing", { keys: ["pk:S"] }),
    ...range(20).map((at) =>
      ask("PutItem", { TableName: "Changing", Item: { pk: { S: `k${at}` }, g: { S: "g" } } }),
    ),
    ...indexChanges("Changing", undefined),
    ...deleteTable("Changing"),
    ...createTable("Changing-units", { keys: ["pk:S"], units: 1_000 }),
    ...indexChanges("Changing-units", 1_000),
    ...capacityChanges,
    ...deleteTable("Changing-units"),
    ...comesBack,
    ...races,
  ],
};
