// Streams, and the operations of other targets and versions: none of them is the proxy's to answer.
import { type Ask, ask, type Chapter, type Seen, send } from "../step.ts";
import { createTable, deleteTable } from "./tables.ts";

const STREAMED = "Streamed";

const streams = (
  operation: string,
  content: unknown | ((seen: Seen) => unknown),
  as?: string,
): Ask => {
  const formOf = (value: unknown) => ({
    headers: { "X-Amz-Target": `DynamoDBStreams_20120810.${operation}` },
    content: value,
  });
  const form: Ask["form"] =
    typeof content === "function" ? (seen) => formOf(content(seen)) : formOf(content);
  return { kind: "ask", form, ...(as && { as }) };
};
const arn = (seen: Seen) => seen.text("table", "Table.LatestStreamArn");
const shard = (seen: Seen) => seen.text("stream", "StreamDescription.Shards.0.ShardId");
const first = (seen: Seen) =>
  seen.text("stream", "StreamDescription.Shards.0.SequenceNumberRange.StartingSequenceNumber");

export const STREAMS: Chapter = {
  name: "streams",
  steps: [
    ...createTable(STREAMED, { keys: ["pk:S"], stream: "NEW_AND_OLD_IMAGES" }),
    ask("DescribeTable", { TableName: STREAMED }, { as: "table" }),
    ...["a", "b", "a"].map((pk, at) =>
      ask("PutItem", { TableName: STREAMED, Item: { pk: { S: pk }, at: { N: String(at) } } }),
    ),
    ask("DeleteItem", { TableName: STREAMED, Key: { pk: { S: "a" } } }),
    streams("ListStreams", {}),
    streams("ListStreams", { TableName: STREAMED, Limit: 1 }),
    streams("ListStreams", { TableName: "Missing" }),
    streams("ListStreams", { Limit: 0 }),
    streams("DescribeStream", (seen: Seen) => ({ StreamArn: arn(seen) }), "stream"),
    streams("DescribeStream", (seen: Seen) => ({ StreamArn: `${arn(seen)}x` })),
    streams("DescribeStream", { StreamArn: "x" }),
    streams("DescribeStream", {}),
    ...[
      "TRIM_HORIZON",
      "LATEST",
      "AT_SEQUENCE_NUMBER",
      "AFTER_SEQUENCE_NUMBER",
      "SOMEWHERE",
    ].flatMap((ShardIteratorType) => [
      streams("GetShardIterator", (seen: Seen) => ({
        ...{ StreamArn: arn(seen), ShardId: shard(seen), ShardIteratorType },
        ...(ShardIteratorType.includes("SEQUENCE") && { SequenceNumber: first(seen) }),
      })),
      streams("GetRecords", ({ last }: Seen) => ({ ShardIterator: last.ShardIterator ?? "x" })),
      streams("GetRecords", ({ last }: Seen) => ({
        ShardIterator: last.NextShardIterator ?? "x",
        Limit: 1,
      })),
    ]),
    streams("GetShardIterator", {}),
    streams("GetRecords", { ShardIterator: "" }),
    streams("GetRecords", {}),
    streams("Unknown", {}),
    ...[
      { StreamEnabled: false },
      { StreamEnabled: true, StreamViewType: "KEYS_ONLY" },
      { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      { StreamEnabled: false, StreamViewType: "NEW_IMAGE" },
    ].map((StreamSpecification) =>
      ask("UpdateTable", { TableName: STREAMED, StreamSpecification }),
    ),
    ...deleteTable(STREAMED),
    streams("ListStreams", { TableName: STREAMED }),
  ],
};

/** Operations of the API that DynamoDB Local does not have, and names that are none. */
const NOT_THERE =
  "CreateBackup DeleteBackup DescribeBackup ListBackups RestoreTableFromBackup RestoreTableToPointInTime DescribeContinuousBackups UpdateContinuousBackups CreateGlobalTable DescribeGlobalTable UpdateGlobalTable ListGlobalTables DescribeGlobalTableSettings UpdateGlobalTableSettings DescribeContributorInsights UpdateContributorInsights ListContributorInsights DescribeExport ExportTableToPointInTime ListExports ImportTable DescribeImport ListImports DescribeKinesisStreamingDestination EnableKinesisStreamingDestination DisableKinesisStreamingDestination UpdateKinesisStreamingDestination DescribeTableReplicaAutoScaling UpdateTableReplicaAutoScaling DescribeEndpoints GetResourcePolicy PutResourcePolicy DeleteResourcePolicy putItem PUTITEM PutItems Put Nope".split(
    " ",
  );

const TARGETS = [
  ...[
    "DynamoDB_20111205.PutItem",
    "DynamoDB_20120810",
    "DynamoDB_20120810.",
    "DynamoDB_20120810.PutItem.x",
  ],
  ...[
    "dynamodb_20120810.PutItem",
    "DynamoDB_20120810.PutItem ",
    " DynamoDB_20120810.PutItem",
    "PutItem",
    ".",
  ],
  ...[
    "DynamoDB_20120810/PutItem",
    "DynamoDB_20120810#PutItem",
    "DynamoDB_20991231.PutItem",
    "x.y.z",
  ],
  ...[
    "AmazonSQS.SendMessage",
    "Lambda.Invoke",
    "DynamoDBStreams_20120810",
    "DynamoDBStreams_20120810.",
  ],
  ...[
    "DynamoDBStreams_20120810.ListTables",
    "DynamoDB_20120810.ListStreams",
    "DAX_20120810.GetItem",
    "é",
    "\t",
  ],
];

export const UNKNOWN: Chapter = {
  name: "unknown operations",
  steps: [
    ...NOT_THERE.flatMap((operation) => [ask(operation), ask(operation, { TableName: "Any" })]),
    ...TARGETS.flatMap((target) =>
      [{}, { TableName: "Missing", Item: { pk: { S: "a" } } }].map((content) =>
        send("another target", { headers: { "X-Amz-Target": target }, content }),
      ),
    ),
    send("without a target", { content: {} }),
  ],
};
