import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { type PaceItem, paceItemKey } from "../item/pace-item.ts";
import { paceItemOf } from "./update-expressions.ts";

/**
 * Reads a pace item, to see whether its table is there and may be read, or what is being sold. Needs
 * `dynamodb:GetItem`, which buying does not.
 *
 * @param name of a table or of a further line
 * @returns undefined where nobody has bought yet
 * @throws what the SDK throws: no such table, no right, keys other than `pk` and `sk`
 */
export async function readPaceItem(
  client: DynamoDBClient,
  paceTable: string,
  name: string,
): Promise<PaceItem | undefined> {
  const { pk, sk } = paceItemKey(name);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: paceTable, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  return paceItemOf(Item);
}
