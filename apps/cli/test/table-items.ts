import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import { clientTransport, scanPages } from "@spillway/table-scan";

/** Every item of a table in wire JSON, so that no digit of a number is lost. */
export async function tableItems(client: DynamoDBClient, table: string): Promise<AttributeMap[]> {
  const items: AttributeMap[] = [];
  const transport = clientTransport(client);
  const scan = { transport, table, clock: systemClock, random: Math.random, segments: 4 };
  for await (const page of scanPages(scan)) items.push(...page.items);
  return items;
}

/** Items by a text of their key, for tables to be held against each other in any order. */
export function byKey(
  items: readonly AttributeMap[],
  keys: readonly string[],
): ReadonlyMap<string, AttributeMap> {
  const found = new Map<string, AttributeMap>();
  for (const item of items) found.set(JSON.stringify(keys.map((key) => item[key])), item);
  return found;
}
