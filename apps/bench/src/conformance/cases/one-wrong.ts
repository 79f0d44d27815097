// Every operation with everything right, and then with one thing wrong at each place.
import { ask, type Chapter, type Step } from "../step.ts";
import {
  createTable,
  deleteTable,
  schema,
  type TableForm,
  tableContent,
  unitsOf,
} from "./tables.ts";
import { type Json, withOneWrong } from "./wrong-values.ts";

const TABLE = "OneWrong";
const ARN = `arn:aws:dynamodb:ddblocal:000000000000:table/${TABLE}`;
const KEY = { pk: { S: "a" }, sk: { N: "1" } };
const ITEM = { ...KEY, text: { S: "x" }, many: { SS: ["a", "b"] }, deep: { M: { n: { N: "1" } } } };
const CONDITION = {
  ConditionExpression: "attribute_not_exists(#n) OR #n = :n",
  ExpressionAttributeNames: { "#n": "text" },
  ExpressionAttributeValues: { ":n": { S: "x" } },
};
const WRITE_OPTIONS = {
  ReturnConsumedCapacity: "NONE",
  ReturnItemCollectionMetrics: "SIZE",
  ReturnValuesOnConditionCheckFailure: "ALL_OLD",
};
const FORM: TableForm = {
  keys: ["pk:S", "sk:N"],
  global: { byText: { keys: ["text:S", "pk:S"], projection: ["many"] } },
  local: { byKind: { keys: ["pk:S", "kind:S"], projection: "KEYS_ONLY" } },
};

/** Operations that leave the table as good as they found it. */
const CONTENTS: Readonly<Record<string, { readonly [name: string]: Json }>> = {
  PutItem: {
    TableName: TABLE,
    Item: ITEM,
    ReturnValues: "ALL_OLD",
    ...CONDITION,
    ...WRITE_OPTIONS,
  },
  GetItem: {
    ...{ TableName: TABLE, Key: KEY, ConsistentRead: true, ProjectionExpression: "#d.n, many" },
    ...{ ExpressionAttributeNames: { "#d": "deep" }, ReturnConsumedCapacity: "NONE" },
  },
  UpdateItem: {
    ...{ TableName: TABLE, Key: KEY, ReturnValues: "ALL_NEW", ...WRITE_OPTIONS },
    UpdateExpression: "SET #n = :n, #c = if_not_exists(#c, :zero) + :one ADD many :many",
    ConditionExpression: "attribute_not_exists(#n) OR #n = :n",
    ExpressionAttributeNames: { "#n": "text", "#c": "count" },
    ExpressionAttributeValues: {
      ...{ ":n": { S: "x" }, ":zero": { N: "0" }, ":one": { N: "1" }, ":many": { SS: ["b"] } },
    },
  },
  DeleteItem: {
    TableName: TABLE,
    Key: KEY,
    ReturnValues: "ALL_OLD",
    ...CONDITION,
    ...WRITE_OPTIONS,
  },
  Query: {
    ...{ TableName: TABLE, IndexName: "byText", Select: "SPECIFIC_ATTRIBUTES", Limit: 5 },
    ...{ ScanIndexForward: false, ReturnConsumedCapacity: "NONE", ConsistentRead: false },
    ...{ KeyConditionExpression: "#n = :n AND pk > :p", FilterExpression: "size(many) > :zero" },
    ...{ ProjectionExpression: "pk, many", ExpressionAttributeNames: { "#n": "text" } },
    ExpressionAttributeValues: { ":n": { S: "x" }, ":p": { S: "0" }, ":zero": { N: "0" } },
    ExclusiveStartKey: { ...KEY, text: { S: "x" } },
  },
  Scan: {
    ...{ TableName: TABLE, IndexName: "byText", Select: "COUNT", Limit: 5, Segment: 0 },
    ...{ TotalSegments: 2, ConsistentRead: false, FilterExpression: "#n = :n" },
    ...{ ExpressionAttributeNames: { "#n": "text" }, ReturnConsumedCapacity: "NONE" },
    ExpressionAttributeValues: { ":n": { S: "x" } },
  },
  BatchGetItem: {
    RequestItems: {
      [TABLE]: {
        ...{ Keys: [KEY, { ...KEY, sk: { N: "2" } }], ConsistentRead: true },
        ...{ ProjectionExpression: "#n, many", ExpressionAttributeNames: { "#n": "text" } },
      },
    },
    ReturnConsumedCapacity: "NONE",
  },
  BatchWriteItem: {
    RequestItems: {
      [TABLE]: [
        { PutRequest: { Item: ITEM } },
        { DeleteRequest: { Key: { ...KEY, sk: { N: "2" } } } },
      ],
    },
    ReturnConsumedCapacity: "NONE",
    ReturnItemCollectionMetrics: "SIZE",
  },
  TransactGetItems: {
    TransactItems: [
      {
        Get: {
          ...{ TableName: TABLE, Key: KEY, ProjectionExpression: "#n" },
          ExpressionAttributeNames: { "#n": "text" },
        },
      },
    ],
    ReturnConsumedCapacity: "NONE",
  },
  TransactWriteItems: {
    TransactItems: [
      { Put: { TableName: TABLE, Item: ITEM, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
      {
        Update: {
          ...{ TableName: TABLE, Key: { ...KEY, sk: { N: "2" } }, UpdateExpression: "SET #n = :n" },
          ...CONDITION,
        },
      },
      { Delete: { TableName: TABLE, Key: { ...KEY, sk: { N: "3" } }, ...CONDITION } },
      { ConditionCheck: { TableName: TABLE, Key: { ...KEY, sk: { N: "4" } }, ...CONDITION } },
    ],
    ReturnConsumedCapacity: "NONE",
    ReturnItemCollectionMetrics: "SIZE",
  },
  ExecuteStatement: {
    ...{ Statement: `SELECT * FROM "${TABLE}" WHERE pk = ?`, Parameters: [{ S: "a" }] },
    ...{ ConsistentRead: true, Limit: 3, ReturnConsumedCapacity: "NONE" },
  },
  BatchExecuteStatement: {
    Statements: [
      {
        Statement: `SELECT * FROM "${TABLE}" WHERE pk = ? AND sk = ?`,
        ...{ Parameters: [{ S: "a" }, { N: "1" }], ConsistentRead: true },
      },
    ],
    ReturnConsumedCapacity: "NONE",
  },
  ExecuteTransaction: {
    TransactStatements: [
      {
        Statement: `SELECT * FROM "${TABLE}" WHERE pk = ? AND sk = ?`,
        Parameters: [{ S: "a" }, { N: "1" }],
      },
    ],
    ReturnConsumedCapacity: "NONE",
  },
  DescribeTable: { TableName: TABLE },
  ListTables: { ExclusiveStartTableName: "A", Limit: 5 },
  DescribeLimits: {},
  DescribeEndpoints: {},
  UpdateTimeToLive: {
    TableName: TABLE,
    TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
  },
  DescribeTimeToLive: { TableName: TABLE },
  TagResource: { ResourceArn: ARN, Tags: [{ Key: "team", Value: "dam" }] },
  ListTagsOfResource: { ResourceArn: ARN, NextToken: "x" },
  UntagResource: { ResourceArn: ARN, TagKeys: ["team"] },
  DescribeContinuousBackups: { TableName: TABLE },
};

const CREATE = tableContent("Mutant", { ...FORM, stream: "NEW_AND_OLD_IMAGES", units: 10 });

/** Many of them make a table, so each has a name of its own. */
const creations: readonly Step[] = withOneWrong(CREATE).flatMap((content, place) => {
  const name = `Mutant-${place}`;
  const named = isFields(content) && content.TableName === "Mutant";
  if (!named) return [ask("CreateTable", content)];
  const gone = ask("DeleteTable", { TableName: name });
  return [ask("CreateTable", { ...content, TableName: name }), gone];
});

const CHANGED = "Changed";
const UPDATE = {
  TableName: CHANGED,
  BillingMode: "PROVISIONED",
  ProvisionedThroughput: unitsOf(20),
  StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
  DeletionProtectionEnabled: false,
};
const ADDED_INDEX = {
  TableName: CHANGED,
  AttributeDefinitions: [{ AttributeName: "g", AttributeType: "S" }],
  GlobalSecondaryIndexUpdates: [
    {
      Create: {
        ...{ IndexName: "byG", KeySchema: schema(["g:S"]), Projection: { ProjectionType: "ALL" } },
        ProvisionedThroughput: unitsOf(0),
      },
    },
  ],
};

function isFields(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const ONE_WRONG: readonly Chapter[] = [
  {
    name: "one thing wrong",
    steps: [
      ...createTable(TABLE, FORM),
      ...Object.entries(CONTENTS).flatMap(([operation, content]) => [
        ask(operation, content),
        ...withOneWrong(content).map((wrong) => ask(operation, wrong)),
      ]),
      ...deleteTable(TABLE),
    ],
  },
  {
    name: "one thing wrong with tables",
    steps: [
      ...creations,
      ...createTable(CHANGED, { keys: ["pk:S"], units: 5 }),
      ...[UPDATE, ADDED_INDEX].flatMap((content) =>
        withOneWrong(content).map((wrong) => ask("UpdateTable", wrong)),
      ),
      ...withOneWrong({ TableName: CHANGED }).map((wrong) => ask("DeleteTable", wrong)),
      ask("DeleteTable", { TableName: CHANGED }),
    ],
  },
];
