import { listIn, membersOf, type ServiceRequest, textIn } from "../../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  type Permission,
  sameName,
} from "../permission.ts";
import { partiqlPermission } from "./partiql.ts";
import { tableArn } from "./table-arn.ts";
import { joinedItems, selected, touchedItems } from "./touched-items.ts";

const tableNamed = (request: ServiceRequest) =>
  tableArn(request, textIn(request, "TableName") ?? "");

/** The index that is read, or else the table. */
function tableOrIndex(request: ServiceRequest): string {
  const index = textIn(request, "IndexName");
  return index === undefined ? tableNamed(request) : `${tableNamed(request)}/index/${index}`;
}

const memberArn = (name: string) => (request: ServiceRequest) => textIn(request, name) ?? "*";

/**
 * Condition keys of requests for data, those that the parameters themselves tell. What is read has
 * always a `Select`, and what writes one item always `ReturnValues`, as DynamoDB sees it.
 */
function dataConditions(
  action: string,
  { input }: Pick<ServiceRequest, "input">,
  part: Readonly<Record<string, unknown>> = input,
) {
  const { ReturnValues, ReturnConsumedCapacity } = { ...input, ...part };
  return conditionsOf({
    "dynamodb:ReturnConsumedCapacity":
      typeof ReturnConsumedCapacity === "string" ? ReturnConsumedCapacity : undefined,
    "dynamodb:ReturnValues": WRITES_ONE.has(action) ? String(ReturnValues ?? "NONE") : undefined,
    "dynamodb:Select": READS.has(action) ? selected(part) : undefined,
  });
}

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const WRITES_ONE = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

const onData =
  (operation: string, resourceOf: (request: ServiceRequest) => string): OperationRule =>
  (request) => [
    {
      action: `dynamodb:${operation}`,
      resource: resourceOf(request),
      conditions: dataConditions(operation, request),
      items: touchedItems(tableNamed(request), textIn(request, "IndexName"), () => [request.input]),
    },
  ];

/** One check for each table of a batch. */
const onEachTable =
  (
    operation: string,
    partsOf: (ofTable: unknown) => readonly Readonly<Record<string, unknown>>[],
  ): OperationRule =>
  (request) =>
    Object.entries(membersOf(request.input.RequestItems)).map(([table, ofTable]) => {
      const resource = tableArn(request, table);
      return {
        action: `dynamodb:${operation}`,
        resource,
        conditions: dataConditions(operation, request, membersOf(ofTable)),
        items: touchedItems(resource, undefined, () => partsOf(ofTable)),
      };
    });

/** `{ Keys: […], ProjectionExpression }` */
const readParts = (ofTable: unknown) => {
  const { Keys: keys, ...read } = membersOf(ofTable);
  return [read, ...(Array.isArray(keys) ? keys.map((Key: unknown) => ({ Key })) : [])];
};

/** `[{ PutRequest: { Item } }, { DeleteRequest: { Key } }]` */
const writtenParts = (ofTable: unknown) =>
  (Array.isArray(ofTable) ? ofTable : []).flatMap((write: unknown) =>
    Object.values(membersOf(write)).map(membersOf),
  );

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** A transaction needs the action of each thing that it does, on that thing's table. */
const onEachTransacted: OperationRule = (request) => {
  const needed = new Map<string, Permission>();
  for (const item of listIn(request, "TransactItems")) {
    for (const [kind, what] of Object.entries(membersOf(item))) {
      const action = TRANSACTED[kind];
      if (action === undefined) return undefined;
      const part = membersOf(what);
      const resource = tableArn(request, String(part.TableName));
      const conditions = conditionsOf({
        ...dataConditions(action, request, part),
        "dynamodb:EnclosingOperation": request.operation,
      });
      const items = touchedItems(resource, undefined, () => [part]);
      // The same thing done to several items is checked once, with the keys of all.
      const key = JSON.stringify([action, resource, conditions]);
      const before = needed.get(key)?.items;
      needed.set(key, {
        action: `dynamodb:${action}`,
        resource,
        conditions,
        items: before === undefined ? items : joinedItems(before, items),
      });
    }
  }
  return [...needed.values()];
};

/** Statements of PartiQL: undefined as soon as one can't be read. */
function onStatements(statements: readonly unknown[], request: ServiceRequest) {
  const needed = statements.map((statement) => partiqlPermission(String(statement), request));
  return needed.every((one) => one !== undefined) ? needed : undefined;
}

const statementIn = (item: unknown) => membersOf(item).Statement;

/** A table that is made with tags needs the right to tag. */
const createTable: OperationRule = (request) => {
  const resource = tableNamed(request);
  return ["CreateTable", ...(listIn(request, "Tags").length > 0 ? ["TagResource"] : [])].map(
    (action) => ({ action: `dynamodb:${action}`, resource }),
  );
};

/**
 * What requests to DynamoDB need, its streams included, which have the same signing name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const dynamodbPermissions = byOperation({
  GetItem: onData("GetItem", tableNamed),
  PutItem: onData("PutItem", tableNamed),
  UpdateItem: onData("UpdateItem", tableNamed),
  DeleteItem: onData("DeleteItem", tableNamed),
  Query: onData("Query", tableOrIndex),
  Scan: onData("Scan", tableOrIndex),
  BatchGetItem: onEachTable("BatchGetItem", readParts),
  BatchWriteItem: onEachTable("BatchWriteItem", writtenParts),
  TransactGetItems: onEachTransacted,
  TransactWriteItems: onEachTransacted,
  ExecuteStatement: (request) => onStatements([request.input.Statement], request),
  BatchExecuteStatement: (request) =>
    onStatements(listIn(request, "Statements").map(statementIn), request),
  ExecuteTransaction: (request) =>
    onStatements(listIn(request, "TransactStatements").map(statementIn), request),
  CreateTable: createTable,
  ...sameName(
    "dynamodb",
    [
      "CreateBackup",
      "DeleteTable",
      "DescribeContinuousBackups",
      "DescribeKinesisStreamingDestination",
      "DescribeTable",
      "DescribeTableReplicaAutoScaling",
      "DescribeTimeToLive",
      "DisableKinesisStreamingDestination",
      "EnableKinesisStreamingDestination",
      "UpdateContinuousBackups",
      "UpdateKinesisStreamingDestination",
      "UpdateTable",
      "UpdateTableReplicaAutoScaling",
      "UpdateTimeToLive",
    ],
    tableNamed,
  ),
  ...sameName(
    "dynamodb",
    ["DescribeContributorInsights", "UpdateContributorInsights"],
    tableOrIndex,
  ),
  ...sameName(
    "dynamodb",
    [
      "DeleteResourcePolicy",
      "GetResourcePolicy",
      "ListTagsOfResource",
      "PutResourcePolicy",
      "TagResource",
      "UntagResource",
    ],
    memberArn("ResourceArn"),
  ),
  ...sameName("dynamodb", ["DeleteBackup", "DescribeBackup"], memberArn("BackupArn")),
  ...sameName("dynamodb", ["DescribeExport"], memberArn("ExportArn")),
  ...sameName("dynamodb", ["DescribeImport"], memberArn("ImportArn")),
  ...sameName("dynamodb", ["ExportTableToPointInTime"], memberArn("TableArn")),
  ...sameName(
    "dynamodb",
    [
      "DescribeEndpoints",
      "DescribeLimits",
      "ListBackups",
      "ListContributorInsights",
      "ListExports",
      "ListGlobalTables",
      "ListImports",
      "ListTables",
    ],
    everything,
  ),
  // Streams. An iterator does not name its stream but to the service itself, so that reading with one
  // needs a right on the streams of the table or of all: as narrow as can be told from the request.
  ...sameName("dynamodb", ["DescribeStream", "GetShardIterator"], memberArn("StreamArn")),
  GetRecords: (request) => [
    { action: "dynamodb:GetRecords", resource: streamOf(textIn(request, "ShardIterator")) },
  ],
  ListStreams: (request) => [
    {
      action: "dynamodb:ListStreams",
      resource:
        textIn(request, "TableName") === undefined ? "*" : `${tableNamed(request)}/stream/*`,
    },
  ],
});

/** An iterator begins with the ARN of its stream: `arn:aws:dynamodb:…/stream/<label>|…`. */
function streamOf(iterator: string | undefined): string {
  const [stream = ""] = iterator?.split("|") ?? [];
  return stream.startsWith("arn:") ? stream : "*";
}
