import { paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Cloud } from "./cloud.ts";
import { inLanes } from "./in-lanes.ts";
import type { Shopper } from "./shoppers/shopper.ts";

const AT_ONCE = 8;

/** A line as the table keeps it. */
export interface KeptLine {
  readonly userId: string;
  readonly productId: string;
  /** Units that are not known to be sold. */
  readonly units: number;
}

/** What the table keeps of shoppers' lines, seen by their shoppers or not. */
export async function keptLines(
  { cart, products: { client } }: Cloud,
  shoppers: readonly Shopper[],
): Promise<readonly KeptLine[]> {
  const found = await inLanes(AT_ONCE, shoppers, async ({ userId }) => {
    const lines: KeptLine[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: cart.cart_table_name,
        // Orders and what has been sold sort before the products.
        KeyConditionExpression: "user_id = :user AND product_id >= :first",
        ExpressionAttributeValues: { ":user": userId, ":first": "0" },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      // One that was sold or removed has no quantity any more.
      for (const { product_id: productId, quantity = 0, settled = 0 } of Items) {
        lines.push({ userId, productId, units: quantity - settled });
      }
    }
    return lines;
  });
  return found.flat();
}

/** Lets the time of lines run out now, as if they had not been changed for thirty days. */
export async function expire(
  { cart, products: { client } }: Cloud,
  lines: readonly KeptLine[],
): Promise<void> {
  const now = Math.floor(Date.now() / 1_000);
  await inLanes(AT_ONCE, lines, ({ userId, productId }) =>
    client.send(
      new UpdateCommand({
        TableName: cart.cart_table_name,
        Key: { user_id: userId, product_id: productId },
        UpdateExpression: "SET #ttl = :now",
        ExpressionAttributeNames: { "#ttl": "ttl" },
        ExpressionAttributeValues: { ":now": now },
      }),
    ),
  );
}
