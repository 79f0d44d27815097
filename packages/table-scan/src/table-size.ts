interface SizeJson {
  readonly IndexName?: string | undefined;
  readonly ItemCount?: number | undefined;
  readonly IndexSizeBytes?: number | undefined;
}

/** The part of DescribeTable's `Table` that is read; the SDK's `TableDescription` is one. */
export interface TableSizeJson {
  readonly ItemCount?: number | undefined;
  readonly TableSizeBytes?: number | undefined;
  readonly GlobalSecondaryIndexes?: readonly SizeJson[] | undefined;
  readonly LocalSecondaryIndexes?: readonly SizeJson[] | undefined;
}

/** About how large a table or index is: DynamoDB counts anew about every six hours. 0: not known. */
export interface TableSize {
  readonly items: number;
  readonly bytes: number;
  /** Of an item in the mean. */
  readonly itemBytes: number;
}

/**
 * About how large a table is, or an index of it.
 *
 * @param index by its name; default: the table
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 * @example
 * const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: "Users" }));
 * const { items, bytes } = tableSizeOf(Table);
 * segmentsFor(bytes);
 */
export function tableSizeOf(table: TableSizeJson, index?: string): TableSize {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  const found = indexes.find(({ IndexName }) => IndexName === index);
  const { ItemCount: items = 0 } = (index === undefined ? table : found) ?? {};
  const bytes = (index === undefined ? table.TableSizeBytes : found?.IndexSizeBytes) ?? 0;
  return { items, bytes, itemBytes: items === 0 ? 0 : bytes / items };
}
