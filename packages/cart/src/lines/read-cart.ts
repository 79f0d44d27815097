import { paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces } from "../carts.ts";
import { STATE_KEY } from "../items/keys.ts";
import { lineItemSchema, lineOf } from "../items/line-item.ts";
import { readItem } from "../items/read-item.ts";
import { type StateItem, stateItemSchema } from "../items/state-item.ts";
import type { LedgerLine } from "../ledger/ledger.ts";

/** A cart as it is kept. */
export interface KeptCart {
  /** What has been sold; undefined before the user's first order. */
  readonly state: StateItem | undefined;
  /** Sorted by product; the expired ones and those that are sold out of the cart too. */
  readonly lines: readonly LedgerLine[];
}

/**
 * All that is kept of a user's cart, in one consistent query: orders sort before the state, the state before
 * the lines. DynamoDB answers it page by page where the cart has more than 1 MB, some 4,000 lines.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
 */
export async function readCart(
  { client, cartTable }: Pick<CartPlaces, "client" | "cartTable">,
  userId: string,
): Promise<KeptCart> {
  const pages = paginateQuery(
    { client },
    {
      TableName: cartTable,
      KeyConditionExpression: "user_id = :user AND product_id >= :first",
      ExpressionAttributeValues: { ":user": userId, ":first": STATE_KEY },
      ConsistentRead: true,
    },
  );
  let state: StateItem | undefined;
  const lines: LedgerLine[] = [];
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      if (item.product_id === STATE_KEY) {
        state = readItem(stateItemSchema, item);
        continue;
      }
      const line = lineOf(readItem(lineItemSchema, item));
      if (line !== undefined) lines.push(line);
    }
  }
  return { state, lines };
}
