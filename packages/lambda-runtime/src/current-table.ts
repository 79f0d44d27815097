import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { capacityError, type TableShape, tableShapeFrom } from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";

/** Asks DynamoDB what a table is like now: keys, indexes, capacity. */
export type DescribeTable = () => Promise<TableShape>;

const FRESH_MS = 60_000;

/**
 * Keeps a description for 60 seconds, which is how soon a change of capacity is followed. When
 * DynamoDB does not answer, an older description is better than none: it is used until it does.
 *
 * @example
 * const describeTable = currentTable(sdkDescribeTable(client, settings.TABLE_NAME), systemClock);
 * const { billing } = await describeTable();
 */
export function currentTable(describe: DescribeTable, clock: Clock): DescribeTable {
  let known: { readonly table: TableShape; readonly atMs: number } | undefined;
  return async () => {
    if (known !== undefined && clock.now() - known.atMs < FRESH_MS) return known.table;
    try {
      const table = await describe();
      known = { table, atMs: clock.now() };
      return table;
    } catch (error) {
      if (known === undefined) throw error;
      return known.table;
    }
  };
}

/**
 * Describes a table through a DynamoDB client, whose retries should be on.
 *
 * @throws `TABLE_DESCRIPTION_INVALID`
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
 */
export function sdkDescribeTable(client: DynamoDBClient, tableName: string): DescribeTable {
  return async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table === undefined) {
      throw capacityError(
        "TABLE_DESCRIPTION_INVALID",
        `expected a description of table "${tableName}"; came none`,
      );
    }
    return tableShapeFrom(Table);
  };
}
