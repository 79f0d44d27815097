import { schema, unitsOf } from "./tables.ts";
import type { Json } from "./wrong-values.ts";

export type Fields = { readonly [name: string]: Json };
export const attribute = (AttributeName: string, AttributeType = "S") => ({
  AttributeName,
  AttributeType,
});
export const index = (name: string, more: Fields = {}): Fields => ({
  ...{ IndexName: name, KeySchema: schema(["g:S"]), Projection: { ProjectionType: "ALL" } },
  ...{ ProvisionedThroughput: unitsOf(1), ...more },
});
export const definitions = [attribute("pk"), attribute("sk", "N"), attribute("g")];
const globals = (...GlobalSecondaryIndexes: readonly Fields[]) => ({
  ...{ AttributeDefinitions: definitions, GlobalSecondaryIndexes },
});
const localIndex = (name: string, more: Fields = {}): Fields => ({
  ...{
    IndexName: name,
    KeySchema: schema(["pk:S", "g:S"]),
    Projection: { ProjectionType: "ALL" },
    ...more,
  },
});
const locals = (...LocalSecondaryIndexes: readonly Fields[]) => ({
  ...{ AttributeDefinitions: definitions, LocalSecondaryIndexes },
});
export const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** One change each to a CreateTable that is good; what can be made is deleted again. */
export const CREATIONS: readonly Fields[] = [
  {},
  ...["ab", "abc", "a".repeat(255), "a".repeat(256), "a b", "a/b", "é", "a.b-c_d", ".", "a:b"].map(
    (TableName) => ({ TableName }),
  ),
  ...[
    [],
    schema(["sk:N"]),
    [{ AttributeName: "pk", KeyType: "RANGE" }],
    [{ AttributeName: "pk", KeyType: "hash" }],
  ].map((KeySchema) => ({ KeySchema })),
  { KeySchema: [...schema(["pk:S"]), ...schema(["sk:N"])] },
  { KeySchema: [...schema(["pk:S", "sk:N"]), { AttributeName: "g", KeyType: "RANGE" }] },
  { KeySchema: [...schema(["pk:S", "sk:N"])].reverse() },
  { KeySchema: schema(["pk:S", "pk:S"]) },
  { KeySchema: schema(["missing:S"]) },
  { AttributeDefinitions: definitions },
  { AttributeDefinitions: [attribute("pk")] },
  { AttributeDefinitions: [] },
  { AttributeDefinitions: [attribute("pk"), attribute("pk"), attribute("sk", "N")] },
  { AttributeDefinitions: [attribute("pk"), attribute("pk", "N"), attribute("sk", "N")] },
  ...["BOOL", "SS", "M", "s", ""].map((type) => ({
    AttributeDefinitions: [attribute("pk", type), attribute("sk", "N")],
  })),
  ...[0, 1, 40_000, 40_001, 1_000_000_000_000].map((units) => ({
    ProvisionedThroughput: unitsOf(units),
  })),
  { BillingMode: "PAY_PER_REQUEST" },
  { BillingMode: "PROVISIONED" },
  { BillingMode: "FREE" },
  { SSESpecification: { Enabled: true } },
  { SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/x" } },
  { TableClass: "STANDARD" },
  { TableClass: "STANDARD_INFREQUENT_ACCESS" },
  { TableClass: "GLACIAL" },
  { Tags: [{ Key: "a", Value: "b" }] },
  {
    Tags: [
      { Key: "a", Value: "b" },
      { Key: "a", Value: "c" },
    ],
  },
  { Tags: [] },
  { DeletionProtectionEnabled: false },
  { OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 5 } },
  { ResourcePolicy: "{}" },
  globals(),
  globals(index("one")),
  globals(index("one"), index("one")),
  globals(...range(20).map((at) => index(`index-${at}`))),
  globals(...range(21).map((at) => index(`index-${at}`))),
  ...["ab", "a b", "a".repeat(256)].map((name) => globals(index(name))),
  globals(index("one", { KeySchema: schema(["missing:S"]) })),
  globals(index("one", { KeySchema: [] })),
  globals(index("one", { ProvisionedThroughput: unitsOf(0) })),
  globals({ ...index("one"), Projection: {} }),
  ...[
    ["a"],
    [],
    ["a", "a"],
    range(20).map((at) => `a${at}`),
    range(21).map((at) => `a${at}`),
    ["pk"],
    ["g"],
  ].map((NonKeyAttributes) =>
    globals(index("one", { Projection: { ProjectionType: "INCLUDE", NonKeyAttributes } })),
  ),
  globals(index("one", { Projection: { ProjectionType: "INCLUDE" } })),
  globals(index("one", { Projection: { ProjectionType: "ALL", NonKeyAttributes: ["a"] } })),
  globals(index("one", { Projection: { ProjectionType: "SOME" } })),
  { ...globals(index("one")), BillingMode: "PAY_PER_REQUEST" },
  locals(),
  locals(localIndex("one")),
  locals(localIndex("one"), localIndex("one")),
  locals(...range(5).map((at) => localIndex(`index-${at}`))),
  locals(...range(6).map((at) => localIndex(`index-${at}`))),
  locals(localIndex("one", { KeySchema: schema(["g:S", "pk:S"]) })),
  locals(localIndex("one", { KeySchema: schema(["pk:S"]) })),
  locals(localIndex("one", { KeySchema: schema(["pk:S", "sk:N"]) })),
  { ...locals(localIndex("one")), ...{ GlobalSecondaryIndexes: [index("one")] } },
  { ...locals(localIndex("one")), KeySchema: schema(["pk:S"]) },
  ...["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY", "ALL"].map((StreamViewType) => ({
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  })),
  ...[
    { StreamEnabled: true },
    { StreamEnabled: false },
    { StreamEnabled: false, StreamViewType: "KEYS_ONLY" },
    {},
  ].map((StreamSpecification) => ({ StreamSpecification })),
];
