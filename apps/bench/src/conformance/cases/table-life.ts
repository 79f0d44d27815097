// Tables made, described, listed, tagged, changed and deleted, each way that the documentation names.
import { ask, askEach, type Chapter, type Seen, type Step, settle } from "../step.ts";
import { attribute, CREATIONS, definitions, type Fields, index, range } from "./creations.ts";
import { createTable, deleteTable, tableContent, unitsOf } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

const LIFE = "Life";
const ARN = `arn:aws:dynamodb:ddblocal:000000000000:table/${LIFE}`;
const base = tableContent("Attempt", { keys: ["pk:S", "sk:N"], units: 5 });
const indexChange = (GlobalSecondaryIndexUpdates: Json, more: Fields = {}): Fields => ({
  ...{ TableName: LIFE, GlobalSecondaryIndexUpdates, ...more },
});

/** What can't be done to a table, and what can without its indexes changing. */
const CHANGES: readonly Fields[] = [
  { TableName: LIFE },
  { TableName: "Missing", ProvisionedThroughput: unitsOf(5) },
  { TableName: ARN, ProvisionedThroughput: unitsOf(6) },
  ...[5, 7, 7, 0, 40_001].map((units) => ({
    TableName: LIFE,
    ProvisionedThroughput: unitsOf(units),
  })),
  { TableName: LIFE, BillingMode: "PAY_PER_REQUEST", ProvisionedThroughput: unitsOf(5) },
  { TableName: LIFE, BillingMode: "PROVISIONED" },
  { TableName: LIFE, DeletionProtectionEnabled: true },
  { TableName: LIFE, TableClass: "STANDARD_INFREQUENT_ACCESS" },
  { TableName: LIFE, ReplicaUpdates: [{ Create: { RegionName: "eu-west-1" } }] },
  { TableName: LIFE, AttributeDefinitions: definitions },
  indexChange([]),
  indexChange([{}]),
  indexChange([{ Create: index("byG") }]),
  indexChange([{ Create: index("one") }], { AttributeDefinitions: [attribute("other")] }),
  indexChange([{ Create: index("one") }, { Create: index("two") }], {
    AttributeDefinitions: [attribute("g")],
  }),
  indexChange([{ Delete: { IndexName: "missing" } }]),
  indexChange([{ Delete: {} }]),
  indexChange([{ Update: { IndexName: "missing", ProvisionedThroughput: unitsOf(1) } }]),
  indexChange([{ Update: { IndexName: "byG", ProvisionedThroughput: unitsOf(0) } }]),
  indexChange([{ Update: { IndexName: "byG", ProvisionedThroughput: unitsOf(9) } }]),
  indexChange([
    { Update: { IndexName: "byG", ProvisionedThroughput: unitsOf(9) } },
    { Delete: { IndexName: "byG" } },
  ]),
];

const tags = (count: number) =>
  range(count).map((at) => ({ Key: `key-${at}`, Value: `value-${at}` }));
const TTLS: readonly Json[] = [
  ...[
    { Enabled: true, AttributeName: "ttl" },
    { Enabled: true, AttributeName: "ttl" },
  ],
  ...[
    { Enabled: true, AttributeName: "other" },
    { Enabled: false, AttributeName: "other" },
  ],
  ...[
    { Enabled: false, AttributeName: "ttl" },
    { Enabled: false, AttributeName: "ttl" },
  ],
  ...[
    { Enabled: true, AttributeName: "" },
    { Enabled: true, AttributeName: "a".repeat(256) },
    { Enabled: true },
  ],
];

const described: readonly Step[] = [
  ...askEach("DescribeTable", [
    ...[
      { TableName: LIFE },
      { TableName: ARN },
      { TableName: "Missing" },
      { TableName: `${ARN}x` },
    ],
    ...[
      { TableName: "arn:aws:dynamodb:eu-west-1:111111111111:table/Life" },
      { TableName: "arn:aws:s3:::Life" },
    ],
    ...[{ TableName: `${ARN}/index/byG` }, { TableName: "ab" }, { TableName: "a b" }],
  ]),
];

const listed: readonly Step[] = [
  ...range(5).flatMap((at) => createTable(`List-${at}`, { keys: ["pk:S"] })),
  ask("ListTables"),
  ...range(4).map((page) =>
    ask("ListTables", ({ last }: Seen) => ({
      Limit: 2,
      ...(page > 0 && last.LastEvaluatedTableName
        ? { ExclusiveStartTableName: last.LastEvaluatedTableName }
        : {}),
    })),
  ),
  ...[0, 1, 100, 101, -1].map((Limit) => ask("ListTables", { Limit })),
  ...["List-2", "Lisa", "zzz", "ab", "a b"].map((ExclusiveStartTableName) =>
    ask("ListTables", { ExclusiveStartTableName }),
  ),
  ...range(5).flatMap((at) => deleteTable(`List-${at}`)),
];

export const TABLE_LIFE: Chapter = {
  name: "the life of tables",
  steps: [
    ...CREATIONS.flatMap((change) => {
      const content: Fields = { ...base, ...change };
      const TableName = content.TableName ?? null;
      // A table on demand has no units.
      const { ProvisionedThroughput: _, ...onDemand } = content;
      const bodies = change.BillingMode === "PAY_PER_REQUEST" ? [content, onDemand] : [content];
      return bodies.flatMap((body) => [
        ask("CreateTable", body),
        ask("DescribeTable", { TableName }),
        ask("DeleteTable", { TableName }),
      ]);
    }),
    ...createTable(LIFE, { keys: ["pk:S", "sk:N"], units: 5, global: { byG: { keys: ["g:S"] } } }),
    ask("CreateTable", tableContent(LIFE, { keys: ["pk:S"] })),
    ...described,
    ...CHANGES.flatMap((change) => [ask("UpdateTable", change), settle(LIFE)]),
    ask("DeleteTable", { TableName: LIFE }),
    ask("UpdateTable", { TableName: LIFE, DeletionProtectionEnabled: false }),
    ...[1, 50, 51].map((count) => ask("TagResource", { ResourceArn: ARN, Tags: tags(count) })),
    ...[ARN, LIFE, `${ARN}x`, "arn:aws:dynamodb:us-east-1:000000000000:table/Life", ""].flatMap(
      (ResourceArn) => [
        ask("ListTagsOfResource", { ResourceArn }),
        ask("TagResource", { ResourceArn, Tags: [{ Key: "a", Value: "" }] }),
        ask("UntagResource", { ResourceArn, TagKeys: ["a", "missing"] }),
      ],
    ),
    ...[
      { Key: "", Value: "a" },
      { Key: "a".repeat(129), Value: "a" },
      { Key: "a", Value: "a".repeat(257) },
      { Key: "aws:x", Value: "a" },
    ].map((tag) => ask("TagResource", { ResourceArn: ARN, Tags: [tag] })),
    ...TTLS.flatMap((TimeToLiveSpecification) => [
      ask("UpdateTimeToLive", { TableName: LIFE, TimeToLiveSpecification }),
      ask("DescribeTimeToLive", { TableName: LIFE }),
    ]),
    ask("DescribeTimeToLive", { TableName: "Missing" }),
    ask("DeleteTable", { TableName: ARN }),
    ask("DeleteTable", { TableName: LIFE }),
    ...listed,
  ],
};
