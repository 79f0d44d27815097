import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { CartPlaces } from "../carts.ts";
import { stockKey } from "../items/keys.ts";
import type { OrderItem } from "../items/order-item.ts";
import type { StateItem } from "../items/state-item.ts";
import { cancellationOf, type Obstacle } from "../stock/obstacles.ts";
import type { StockTake } from "../stock/stock-takes.ts";

/** What a checkout writes, all of it or nothing. */
export interface Placement {
  readonly order: OrderItem;
  /** As it is to be from now on. */
  readonly state: StateItem;
  readonly takes: readonly StockTake[];
}

/** What became of a placement. */
export type Placed =
  | { readonly isPlaced: true }
  | {
      readonly isPlaced: false;
      readonly obstacle: Obstacle;
      /** Products of which a counter had less than was to be taken. */
      readonly scarce: readonly string[];
    };

/**
 * Writes an order in one transaction. It succeeds only as the user's next order: of two that were made from the
 * same cart, one does. The SDK sends its own retries with the same token, so those act once.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * @returns not placed where the user made another order meanwhile, a counter has too little, another transaction
 *   holds one of the items at this moment, or a table throttles
 */
export async function placeOrder(
  { client, cartTable, productsTable }: CartPlaces,
  { order, state, takes }: Placement,
): Promise<Placed> {
  const isFirst = order.number === 1;
  const actions: NonNullable<TransactWriteCommandInput["TransactItems"]> = [
    ...takes.map(({ productId, shard, units }) => ({
      Update: {
        TableName: productsTable,
        Key: stockKey(productId, shard),
        UpdateExpression: "SET #left = #left - :units",
        ConditionExpression: "#left >= :units",
        ExpressionAttributeNames: { "#left": "left" },
        ExpressionAttributeValues: { ":units": units },
      },
    })),
    {
      Put: {
        TableName: cartTable,
        // A map and no object: the client takes an object with a key "constructor" for an instance of a class.
        Item: { ...state, sold: new Map(Object.entries(state.sold)) },
        ...(isFirst
          ? { ConditionExpression: "attribute_not_exists(user_id)" }
          : {
              ConditionExpression: "orders = :before",
              ExpressionAttributeValues: { ":before": order.number - 1 },
            }),
      },
    },
    {
      Put: {
        TableName: cartTable,
        Item: order,
        ConditionExpression: "attribute_not_exists(user_id)",
      },
    },
  ];
  try {
    await client.send(new TransactWriteCommand({ TransactItems: actions }));
    return { isPlaced: true };
  } catch (error) {
    const cancellation = cancellationOf(error, takes.length);
    if (cancellation === undefined) throw error;
    const { codes, obstacle } = cancellation;
    const scarce = takes.filter((_, at) => codes[at] === "ConditionalCheckFailed");
    return { isPlaced: false, obstacle, scarce: scarce.map(({ productId }) => productId) };
  }
}
