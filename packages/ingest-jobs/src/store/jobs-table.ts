import type { AttributeValue, DynamoDBClient, QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";

/** The jobs table: its client and its name. */
export interface JobsTable {
  readonly client: () => Promise<DynamoDBClient>;
  readonly name: string;
}

const MARSHALL = { removeUndefinedValues: true };

/** An item of plain values, as DynamoDB takes it. Undefined values are left out. */
export function itemFrom(values: object): Record<string, AttributeValue> {
  return marshall(values, MARSHALL);
}

/** The plain values of an item; undefined where there is none. */
export function valuesOf(item: Record<string, AttributeValue> | undefined): unknown {
  return item && unmarshall(item);
}

/**
 * The expressions that set attributes and remove others, every name and value behind a placeholder.
 *
 * @param set values that are undefined are left as they are
 */
export function updateOf(
  set: Readonly<Record<string, unknown>>,
  remove: readonly string[] = [],
): {
  readonly UpdateExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
} {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  const names = [...entries.map(([name]) => name), ...remove];
  const assignments = entries.map(([name]) => `#${name} = :${name}`).join(", ");
  const removed = remove.map((name) => `#${name}`).join(", ");
  return {
    UpdateExpression: `SET ${assignments}${removed === "" ? "" : ` REMOVE ${removed}`}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: itemFrom(
      Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
    ),
  };
}

/** All items of a query, page after page, as plain values. */
export async function* queried(
  table: JobsTable,
  query: Omit<QueryCommandInput, "TableName" | "ExclusiveStartKey">,
): AsyncGenerator<unknown, void, undefined> {
  const { QueryCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await table.client();
  let from: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({ ...query, TableName: table.name, ExclusiveStartKey: from }),
    );
    for (const item of Items) yield valuesOf(item);
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

/** One item, as it is now; undefined where there is none. */
export async function found(table: JobsTable, key: object, consistent: boolean): Promise<unknown> {
  const { GetItemCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await table.client();
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table.name, Key: itemFrom(key), ConsistentRead: consistent }),
  );
  return valuesOf(Item);
}
