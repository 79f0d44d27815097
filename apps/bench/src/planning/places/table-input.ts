import type { CreateTableCommandInput, KeySchemaElement } from "@aws-sdk/client-dynamodb";
import type { Billing, TableShape } from "@spillway/capacity";
import type { KeySchema } from "@spillway/item";

/** What CreateTable needs for a table of this shape. */
export function tableInput(shape: TableShape): CreateTableCommandInput {
  const { name, keys, billing, globalIndexes } = shape;
  const attributes = new Map(
    [keys, ...globalIndexes.map((index) => index.keys)]
      .flatMap(({ partitionKey, sortKey }) => [partitionKey, ...(sortKey ? [sortKey] : [])])
      .map((key) => [key.name, key.type]),
  );
  return {
    TableName: name,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    BillingMode: billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...throughput(billing),
    ...(globalIndexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: globalIndexes.map((index) => ({
            IndexName: index.name,
            KeySchema: keySchema(index.keys),
            Projection: { ProjectionType: index.projection.type },
            ...throughput(index.billing),
          })),
        }),
  };
}

function keySchema({ partitionKey, sortKey }: KeySchema): KeySchemaElement[] {
  const hash = { AttributeName: partitionKey.name, KeyType: "HASH" as const };
  if (sortKey === undefined) return [hash];
  return [hash, { AttributeName: sortKey.name, KeyType: "RANGE" as const }];
}

function throughput(billing: Billing) {
  if (billing.mode === "on-demand") return {};
  const { readUnits, writeUnits } = billing;
  return {
    ProvisionedThroughput: { ReadCapacityUnits: readUnits, WriteCapacityUnits: writeUnits },
  };
}
