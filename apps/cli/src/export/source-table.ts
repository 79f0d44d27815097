import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { awsRequest, nameOfTarget, type Target } from "@spillway/aws";
import { type TableShape, tableShapeFrom } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { type TableSize, tableSizeOf } from "@spillway/table-scan";
import { cliError } from "../errors.ts";

/** A table, or an index of it, that is read. */
export interface SourceTable extends TableSize {
  readonly shape: TableShape;
  /** Tells it from one of the same name that was there before it; undefined where nobody says. */
  readonly id: string | undefined;
}

/**
 * Asks for a table's keys, capacity and size.
 *
 * @param index the index that is read; undefined for the table
 * @throws SpillwayError `TABLE_NOT_FOUND`, and what the request failed with
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
 */
export async function sourceTable(
  client: DynamoDBClient,
  { table, index }: { readonly table: string; readonly index?: string | undefined },
  target: Target,
): Promise<SourceTable> {
  const { Table = {} } = await awsRequest(`could not read the table "${table}"`, target, () =>
    client.send(new DescribeTableCommand({ TableName: table })),
  ).catch((error: unknown) => {
    throw isSpillwayError(error, "RESOURCE_NOT_FOUND") ? notFound(table, target, error) : error;
  });
  const { items, bytes, itemBytes } = tableSizeOf(Table, index);
  return { shape: tableShapeFrom(Table), id: Table.TableId, items, bytes, itemBytes };
}

function notFound(table: string, target: Target, cause: unknown) {
  return cliError("TABLE_NOT_FOUND", `there is no table "${table}" at ${nameOfTarget(target)}`, {
    hint: "Check its name, the region (--region) and the account: spillway identity",
    cause,
  });
}
