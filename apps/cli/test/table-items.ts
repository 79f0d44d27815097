import { hash } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AttributeMap } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import { clientTransport, scanPages } from "@spillway/table-scan";
import { canonicalItem } from "@spillway/testkit";

async function* pagesOf(client: DynamoDBClient, table: string) {
  const transport = clientTransport(client);
  const scan = { transport, table, clock: systemClock, random: Math.random, segments: 4 };
  for await (const { items } of scanPages(scan)) yield items;
}

/** Every item of a table in wire JSON, so that no digit of a number is lost. */
export async function tableItems(client: DynamoDBClient, table: string): Promise<AttributeMap[]> {
  const found: AttributeMap[] = [];
  for await (const items of pagesOf(client, table)) found.push(...items);
  return found;
}

/**
 * A digest of every item of a table by its key: equal ones are of equal items. Two tables of hundreds of
 * thousands of items can be held against each other by it.
 */
export async function tableDigests(
  client: DynamoDBClient,
  table: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for await (const items of pagesOf(client, table)) {
    for (const item of items) {
      const key = JSON.stringify(keys.map((name) => item[name]));
      digests.set(key, hash("sha1", canonicalItem(item), "base64"));
    }
  }
  return digests;
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
