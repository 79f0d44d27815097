import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { isSpillwayError } from "@spillway/errors";
import type { AttributeMap, KeyAttribute } from "@spillway/item";
import type { KnownKey } from "./key-values.ts";

/**
 * The primary key of a table, asked of the table.
 *
 * @returns undefined where it can't be asked: it is gone, or may not be described
 */
export async function keyOfTable(clients: Clients, table: string): Promise<KnownKey | undefined> {
  const { DescribeTableCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await clients.dynamodb();
  try {
    const { Table } = await awsRequest(`could not describe ${table}`, clients.target, () =>
      client.send(new DescribeTableCommand({ TableName: table })),
    );
    const types = new Map(
      Table?.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [
        AttributeName,
        AttributeType,
      ]),
    );
    // The partition key comes first.
    const parts = [...(Table?.KeySchema ?? [])].sort((a) => (a.KeyType === "HASH" ? -1 : 1));
    const attributes = parts.flatMap(({ AttributeName }): KeyAttribute[] => {
      const type = types.get(AttributeName);
      const isKey = AttributeName !== undefined && (type === "S" || type === "N" || type === "B");
      return isKey ? [{ name: AttributeName, type }] : [];
    });
    return attributes.length === 0 ? undefined : { attributes, isOrdered: true };
  } catch (error) {
    if (isSpillwayError(error)) return undefined;
    throw error;
  }
}

/** The primary key as a change in the log has it: names and types, but not which is the partition key. */
export function keyOfChange(keys: AttributeMap): KnownKey {
  const attributes = Object.entries(keys).map(([name, value]): KeyAttribute => {
    const type = "N" in value ? "N" : "B" in value ? "B" : "S";
    return { name, type };
  });
  return { attributes, isOrdered: attributes.length === 1 };
}
