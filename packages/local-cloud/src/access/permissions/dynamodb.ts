import { listIn, membersOf, type ServiceRequest, textIn } from "../service-request.ts";
import { tableArn } from "./dynamodb-arn.ts";
import { partiqlPermission } from "./partiql.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  type Permission,
  sameName,
} from "./permission.ts";

const tableNamed = (request: ServiceRequest) =>
  tableArn(request, textIn(request, "TableName") ?? "");

/** The index that is read, or else the table. */
function tableOrIndex(request: ServiceRequest): string {
  const index = textIn(request, "IndexName");
  return index === undefined ? tableNamed(request) : `${tableNamed(request)}/index/${index}`;
}

const memberArn = (name: string) => (request: ServiceRequest) => textIn(request, name) ?? "*";

/** Condition keys of requests for data, those that the request itself tells. */
function dataConditions(request: ServiceRequest) {
  return conditionsOf({
    "dynamodb:ReturnConsumedCapacity": textIn(request, "ReturnConsumedCapacity"),
    "dynamodb:ReturnValues": textIn(request, "ReturnValues"),
    "dynamodb:Select": textIn(request, "Select"),
  });
}

const onData =
  (operation: string, resourceOf: (request: ServiceRequest) => string): OperationRule =>
  (request) => [
    {
      action: `dynamodb:${operation}`,
      resource: resourceOf(request),
      conditions: dataConditions(request),
    },
  ];

/** One check for each table of a batch. */
const onEachTable =
  (operation: string): OperationRule =>
  (request) =>
    Object.keys(membersOf(request.input.RequestItems)).map((table) => ({
      action: `dynamodb:${operation}`,
      resource: tableArn(request, table),
      conditions: dataConditions(request),
    }));

const TRANSACTED: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** A transaction needs the action of each thing that it does, on that thing's table. */
const onEachTransacted: OperationRule = (request) => {
  const conditions = conditionsOf({
    ...dataConditions(request),
    "dynamodb:EnclosingOperation": request.operation,
  });
  const needed = new Map<string, Permission>();
  for (const item of listIn(request, "TransactItems")) {
    for (const [kind, what] of Object.entries(membersOf(item))) {
      const action = TRANSACTED[kind];
      if (action === undefined) return undefined;
      const resource = tableArn(request, String(membersOf(what).TableName));
      needed.set(`${action} ${resource}`, { action: `dynamodb:${action}`, resource, conditions });
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
  BatchGetItem: onEachTable("BatchGetItem"),
  BatchWriteItem: onEachTable("BatchWriteItem"),
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
