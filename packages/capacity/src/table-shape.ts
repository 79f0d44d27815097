import { SpillwayError } from "@spillway/errors";
import type { KeyAttribute, KeySchema } from "@spillway/item";

/** How capacity is paid for, and so what limits it. Units are a second. */
export type Billing =
  | { readonly mode: "provisioned"; readonly writeUnits: number; readonly readUnits: number }
  | { readonly mode: "on-demand"; readonly maxWriteUnits?: number; readonly maxReadUnits?: number };

/** Which attributes an index holds beside its own and the table's keys. */
export type Projection =
  | { readonly type: "ALL" }
  | { readonly type: "KEYS_ONLY" }
  | { readonly type: "INCLUDE"; readonly attributes: readonly string[] };

/** An index that shares its table's partitions and capacity. */
export interface LocalIndexShape {
  readonly name: string;
  readonly keys: KeySchema;
  readonly projection: Projection;
}

/** An index with partitions and capacity of its own. */
export interface GlobalIndexShape extends LocalIndexShape {
  readonly billing: Billing;
}

/** What of a table decides the units of a write and who throttles it. */
export interface TableShape {
  readonly name: string;
  readonly keys: KeySchema;
  readonly billing: Billing;
  readonly globalIndexes: readonly GlobalIndexShape[];
  readonly localIndexes: readonly LocalIndexShape[];
}

interface ThroughputJson {
  readonly ReadCapacityUnits?: number | undefined;
  readonly WriteCapacityUnits?: number | undefined;
}

interface OnDemandThroughputJson {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
}

interface IndexJson {
  readonly IndexName?: string | undefined;
  readonly KeySchema?: readonly KeyElementJson[] | undefined;
  readonly Projection?:
    | {
        readonly ProjectionType?: string | undefined;
        readonly NonKeyAttributes?: readonly string[] | undefined;
      }
    | undefined;
  readonly ProvisionedThroughput?: ThroughputJson | undefined;
  readonly OnDemandThroughput?: OnDemandThroughputJson | undefined;
}

interface KeyElementJson {
  readonly AttributeName?: string | undefined;
  readonly KeyType?: string | undefined;
}

/** The part of DescribeTable's `Table` that is read; the SDK's `TableDescription` is one. */
export interface TableDescriptionJson {
  readonly TableName?: string | undefined;
  readonly KeySchema?: readonly KeyElementJson[] | undefined;
  readonly AttributeDefinitions?:
    | readonly {
        readonly AttributeName?: string | undefined;
        readonly AttributeType?: string | undefined;
      }[]
    | undefined;
  readonly BillingModeSummary?: { readonly BillingMode?: string | undefined } | undefined;
  readonly ProvisionedThroughput?: ThroughputJson | undefined;
  readonly OnDemandThroughput?: OnDemandThroughputJson | undefined;
  readonly GlobalSecondaryIndexes?: readonly IndexJson[] | undefined;
  readonly LocalSecondaryIndexes?: readonly IndexJson[] | undefined;
}

function keySchema(table: TableDescriptionJson, of: IndexJson | TableDescriptionJson): KeySchema {
  const attribute = (keyType: string): KeyAttribute | undefined => {
    const name = of.KeySchema?.find((element) => element.KeyType === keyType)?.AttributeName;
    const type = table.AttributeDefinitions?.find(
      (one) => one.AttributeName === name,
    )?.AttributeType;
    return name !== undefined && (type === "S" || type === "N" || type === "B")
      ? { name, type }
      : undefined;
  };
  const partitionKey = attribute("HASH");
  const sortKey = attribute("RANGE");
  if (partitionKey === undefined) {
    throw new SpillwayError(
      "TABLE_DESCRIPTION_INVALID",
      `the description of table "${table.TableName ?? "?"}" must name a partition key and its type`,
      { hint: "Is the endpoint a DynamoDB endpoint?" },
    );
  }
  return sortKey === undefined ? { partitionKey } : { partitionKey, sortKey };
}

function billing(onDemand: boolean, of: IndexJson | TableDescriptionJson): Billing {
  if (!onDemand) {
    return {
      mode: "provisioned",
      writeUnits: of.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
      readUnits: of.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
    };
  }
  // -1 is DynamoDB's way to say that no maximum is set.
  const maximum = (units: number | undefined): number | undefined =>
    units !== undefined && units > 0 ? units : undefined;
  const maxWriteUnits = maximum(of.OnDemandThroughput?.MaxWriteRequestUnits);
  const maxReadUnits = maximum(of.OnDemandThroughput?.MaxReadRequestUnits);
  return {
    mode: "on-demand",
    ...(maxWriteUnits === undefined ? {} : { maxWriteUnits }),
    ...(maxReadUnits === undefined ? {} : { maxReadUnits }),
  };
}

function projection(index: IndexJson): Projection {
  const type = index.Projection?.ProjectionType;
  if (type === "KEYS_ONLY") return { type };
  if (type === "INCLUDE") return { type, attributes: index.Projection?.NonKeyAttributes ?? [] };
  return { type: "ALL" };
}

/**
 * A table's shape from what DescribeTable says of it.
 *
 * @param table `Table` of the answer, as wire JSON or as the SDK gives it
 * @throws TABLE_DESCRIPTION_INVALID if it has no partition key
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export function tableShapeFrom(table: TableDescriptionJson): TableShape {
  // A table that was never on demand has no summary; without units it can't be provisioned.
  const onDemand = table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST";
  const local = (index: IndexJson): LocalIndexShape => ({
    name: index.IndexName ?? "",
    keys: keySchema(table, index),
    projection: projection(index),
  });
  return {
    name: table.TableName ?? "",
    keys: keySchema(table, table),
    billing: billing(onDemand, table),
    globalIndexes: (table.GlobalSecondaryIndexes ?? []).map((index) => ({
      ...local(index),
      billing: billing(onDemand, index),
    })),
    localIndexes: (table.LocalSecondaryIndexes ?? []).map(local),
  };
}
