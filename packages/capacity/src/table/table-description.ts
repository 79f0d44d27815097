import type { KeyAttribute, KeySchema } from "@spillway/item";
import { capacityError } from "../capacity-error.ts";
import type { Billing, LocalIndexShape, Projection, TableShape } from "./table-shape.ts";

interface ThroughputJson {
  readonly ReadCapacityUnits?: number | undefined;
  readonly WriteCapacityUnits?: number | undefined;
}

interface OnDemandThroughputJson {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
}

interface WarmThroughputJson {
  readonly ReadUnitsPerSecond?: number | undefined;
  readonly WriteUnitsPerSecond?: number | undefined;
}

interface KeyElementJson {
  readonly AttributeName?: string | undefined;
  readonly KeyType?: string | undefined;
}

interface CapacityJson {
  readonly ProvisionedThroughput?: ThroughputJson | undefined;
  readonly OnDemandThroughput?: OnDemandThroughputJson | undefined;
  readonly WarmThroughput?: WarmThroughputJson | undefined;
}

interface IndexJson extends CapacityJson {
  readonly IndexName?: string | undefined;
  readonly IndexStatus?: string | undefined;
  readonly KeySchema?: readonly KeyElementJson[] | undefined;
  readonly Projection?:
    | {
        readonly ProjectionType?: string | undefined;
        readonly NonKeyAttributes?: readonly string[] | undefined;
      }
    | undefined;
}

/** The part of DescribeTable's `Table` that is read; the SDK's `TableDescription` is one. */
export interface TableDescriptionJson extends CapacityJson {
  readonly TableName?: string | undefined;
  readonly KeySchema?: readonly KeyElementJson[] | undefined;
  readonly AttributeDefinitions?:
    | readonly {
        readonly AttributeName?: string | undefined;
        readonly AttributeType?: string | undefined;
      }[]
    | undefined;
  readonly BillingModeSummary?: { readonly BillingMode?: string | undefined } | undefined;
  readonly GlobalSecondaryIndexes?: readonly IndexJson[] | undefined;
  readonly LocalSecondaryIndexes?: readonly IndexJson[] | undefined;
}

function invalid(table: TableDescriptionJson, expected: string) {
  return capacityError(
    "TABLE_DESCRIPTION_INVALID",
    `expected the description of table "${table.TableName ?? "?"}" to name ${expected}; came one without`,
    { hint: "Is the endpoint a DynamoDB endpoint?" },
  );
}

function keyAttributes(
  table: TableDescriptionJson,
  elements: readonly KeyElementJson[] | undefined,
  keyType: "HASH" | "RANGE",
): KeyAttribute[] {
  const names = (elements ?? []).filter((element) => element.KeyType === keyType);
  return names.map(({ AttributeName: name }) => {
    const type = table.AttributeDefinitions?.find(
      (definition) => definition.AttributeName === name,
    )?.AttributeType;
    if (name === undefined || (type !== "S" && type !== "N" && type !== "B")) {
      throw invalid(table, `the type of its key attribute "${name ?? "?"}"`);
    }
    return { name, type };
  });
}

function keysOf(
  table: TableDescriptionJson,
  of: IndexJson | TableDescriptionJson,
): { readonly keys: KeySchema; readonly furtherKeys: readonly KeyAttribute[] } {
  const [partitionKey, ...morePartition] = keyAttributes(table, of.KeySchema, "HASH");
  const [sortKey, ...moreSort] = keyAttributes(table, of.KeySchema, "RANGE");
  if (partitionKey === undefined) throw invalid(table, "a partition key");
  return {
    keys: sortKey === undefined ? { partitionKey } : { partitionKey, sortKey },
    furtherKeys: [...morePartition, ...moreSort],
  };
}

/** A table that never was on demand has no summary, and at least one unit. */
function isOnDemand(table: TableDescriptionJson): boolean {
  const mode = table.BillingModeSummary?.BillingMode;
  if (mode !== undefined) return mode === "PAY_PER_REQUEST";
  return (table.ProvisionedThroughput?.WriteCapacityUnits ?? 0) === 0;
}

function billing(onDemand: boolean, of: CapacityJson): Billing {
  if (!onDemand) {
    return {
      mode: "provisioned",
      writeUnits: of.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
      readUnits: of.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
    };
  }
  // -1 is DynamoDB's way to say that no maximum is set.
  const { MaxWriteRequestUnits: writes = -1, MaxReadRequestUnits: reads = -1 } =
    of.OnDemandThroughput ?? {};
  const { WriteUnitsPerSecond: warmWrites = 0, ReadUnitsPerSecond: warmReads = 0 } =
    of.WarmThroughput ?? {};
  return {
    mode: "on-demand",
    ...(writes > 0 ? { maxWriteUnits: writes } : {}),
    ...(reads > 0 ? { maxReadUnits: reads } : {}),
    ...(warmWrites > 0 ? { warmWriteUnits: warmWrites } : {}),
    ...(warmReads > 0 ? { warmReadUnits: warmReads } : {}),
  };
}

function projection(index: IndexJson): Projection {
  const type = index.Projection?.ProjectionType;
  if (type === "KEYS_ONLY") return { type };
  if (type === "INCLUDE") return { type, attributes: index.Projection?.NonKeyAttributes ?? [] };
  return { type: "ALL" };
}

/**
 * A global index that is being deleted is written no more, and what describes it may be gone by
 * halves: DynamoDB Local no longer names the types of its keys.
 */
function isThere(index: IndexJson): boolean {
  return index.IndexStatus !== "DELETING";
}

/**
 * A table's shape from what DescribeTable says of it. A table that is just being changed has the
 * shape that it has now: an index that is being created is in it, one that is being deleted is not.
 *
 * @param table `Table` of the answer, as wire JSON or as the SDK gives it
 * @throws TABLE_DESCRIPTION_INVALID if it has no name, no partition key, or a key without its type
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 * @example
 * const { Table } = await client.send(new DescribeTableCommand({ TableName: "users" }));
 * tableShapeFrom(Table ?? {}).billing; // → { mode: "provisioned", writeUnits: 25, readUnits: 5 }
 */
export function tableShapeFrom(table: TableDescriptionJson): TableShape {
  const onDemand = isOnDemand(table);
  const indexShape = (index: IndexJson): LocalIndexShape => {
    if (index.IndexName === undefined) throw invalid(table, "each of its indexes");
    const { keys, furtherKeys } = keysOf(table, index);
    return {
      name: index.IndexName,
      keys,
      ...(furtherKeys.length > 0 ? { furtherKeys } : {}),
      projection: projection(index),
    };
  };
  if (table.TableName === undefined) throw invalid(table, "the table");
  return {
    name: table.TableName,
    keys: keysOf(table, table).keys,
    billing: billing(onDemand, table),
    globalIndexes: (table.GlobalSecondaryIndexes ?? []).filter(isThere).map((index) => ({
      ...indexShape(index),
      billing: billing(onDemand, index),
    })),
    localIndexes: (table.LocalSecondaryIndexes ?? []).map(indexShape),
  };
}
