import type { GlobalSecondaryIndexDescription, TableDescription } from "@aws-sdk/client-dynamodb";
import {
  type CapacityUnits,
  type CapacityView,
  type ResourceView,
  TABLE_RESOURCE,
} from "@spillway/capacity";

/** The capacity of a table or global index as DescribeTable tells it. */
export interface DescribedResource {
  readonly provisioned: CapacityUnits;
  /** Warm throughput, where it is told. */
  readonly warm?: CapacityUnits;
  /** When capacity was last increased, in milliseconds by DynamoDB's clock. */
  readonly lastIncreaseMs?: number;
  readonly lastDecreaseMs?: number;
  /** Decreases on this UTC day, as far as DynamoDB tells. */
  readonly decreasesToday: number;
  /** The key attributes that choose an item's partition: one, or up to four of an index. */
  readonly partitionKey: readonly string[];
}

/** A table as DescribeTable tells of it, as far as its capacity goes. */
export interface DescribedTable {
  readonly name: string;
  readonly isOnDemand: boolean;
  /** Whether the table or an index is being changed: then DynamoDB refuses another change. */
  readonly isUpdating: boolean;
  /** By the index's name; the table's is `TABLE_RESOURCE`. An index that is being deleted is not there. */
  readonly resources: ReadonlyMap<string, DescribedResource>;
}

/**
 * What DescribeTable tells of a table's capacity.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export function describedTable(table: TableDescription): DescribedTable {
  const indexes = (table.GlobalSecondaryIndexes ?? []).filter(
    ({ IndexStatus: status }) => status !== "DELETING",
  );
  const resources = new Map([[TABLE_RESOURCE, describedResource(table)]]);
  for (const index of indexes) {
    if (index.IndexName !== undefined) resources.set(index.IndexName, describedResource(index));
  }
  // A table that never was on demand has no summary.
  const billing = table.BillingModeSummary?.BillingMode;
  const hasUnits = (table.ProvisionedThroughput?.WriteCapacityUnits ?? 0) > 0;
  return {
    name: table.TableName ?? "",
    isOnDemand: billing === undefined ? !hasUnits : billing === "PAY_PER_REQUEST",
    isUpdating:
      table.TableStatus !== "ACTIVE" ||
      indexes.some(({ IndexStatus: status }) => status === "UPDATING"),
    resources,
  };
}

function describedResource(
  described: TableDescription | GlobalSecondaryIndexDescription,
): DescribedResource {
  const { ProvisionedThroughput: throughput = {}, WarmThroughput: warm = {} } = described;
  const { ReadUnitsPerSecond: readUnits, WriteUnitsPerSecond: writeUnits } = warm;
  const { LastIncreaseDateTime: increase, LastDecreaseDateTime: decrease } = throughput;
  return {
    provisioned: {
      readUnits: throughput.ReadCapacityUnits ?? 0,
      writeUnits: throughput.WriteCapacityUnits ?? 0,
    },
    ...(readUnits === undefined || writeUnits === undefined
      ? {}
      : { warm: { readUnits, writeUnits } }),
    ...(increase === undefined ? {} : { lastIncreaseMs: increase.getTime() }),
    ...(decrease === undefined ? {} : { lastDecreaseMs: decrease.getTime() }),
    decreasesToday: throughput.NumberOfDecreasesToday ?? 0,
    partitionKey: (described.KeySchema ?? [])
      .filter(({ KeyType: type }) => type === "HASH")
      .flatMap(({ AttributeName: name }) => name ?? []),
  };
}

/** The table as who decides sees it, without what metrics tell. */
export function viewWithoutMinutes(table: DescribedTable, nowMs: number): CapacityView {
  const resources = new Map<string, ResourceView>();
  for (const [name, { provisioned, warm }] of table.resources) {
    resources.set(name, { provisioned, ...(warm === undefined ? {} : { warm }), minutes: [] });
  }
  return { nowMs, isUpdating: table.isUpdating, resources };
}
