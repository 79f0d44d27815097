import {
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { Cart, Carts, Money, OrderLine } from "@spillway/cart";
import type { Clock } from "@spillway/pacing";
import { exactMoney, floatOf } from "./float-money.ts";

/** What the seed's checkout gives: it keeps no orders, so they have no number either. */
export interface SeedSale {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
}

/** The operations that the seed has. A request's key means nothing to it. */
export interface SeedCarts extends Pick<Carts, "add" | "setQuantity" | "remove" | "find"> {
  checkout(userId: string): Promise<{ readonly order: SeedSale; readonly isRepeated: boolean }>;
}

/** What the seed's way needs. */
export interface SeedPlaces {
  readonly client: DynamoDBDocumentClient;
  /** Partition key `user_id`, sort key `product_id`. */
  readonly table: string;
  readonly currency: string;
  /** What one costs: the seed is told it by its caller. */
  readonly priceOf: (productId: string) => Money;
  readonly clock: Clock;
}

interface SeedItem {
  readonly user_id: string;
  readonly product_id: string;
  readonly quantity: number;
  /** In euros and cents, 29.99; missing where `update_quantity` made the item. */
  readonly price?: number;
  readonly added_at?: number;
  readonly ttl?: number;
}

const TTL_SECONDS = 30 * 86_400;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH = 25;

/**
 * A cart as the seed's design challenge writes it, request by request in TypeScript: put, query, update, delete,
 * and a checkout that reads and then deletes. It is easy to read, and wrong: what for is the tests' to show.
 * For comparison only.
 *
 * @example
 * const carts = seedCarts({ client, table: "shopping_carts", currency: "EUR", priceOf, clock: systemClock });
 * await carts.add("ann", { productId: "cup", quantity: 1 }, request);
 * await carts.checkout("ann"); // and the order is in this answer, or nowhere
 */
export function seedCarts(places: SeedPlaces): SeedCarts {
  const { client, table: TableName, currency, priceOf, clock } = places;
  const now = () => Math.floor(clock.now() / 1_000);
  const changed = (productId: string) => ({
    ...{ productId, price: priceOf(productId), expiresAt: now() + TTL_SECONDS, isRepeated: false },
  });

  // get_cart
  async function items(userId: string): Promise<readonly SeedItem[]> {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "user_id = :user_id",
        ExpressionAttributeValues: { ":user_id": userId },
      }),
    );
    return (Items ?? []) as SeedItem[];
  }

  return {
    // add_to_cart
    async add(userId, { productId, quantity, price }) {
      const Item: SeedItem = {
        ...{ user_id: userId, product_id: productId, quantity },
        ...{ price: floatOf(price ?? priceOf(productId)) },
        ...{ added_at: now(), ttl: now() + TTL_SECONDS },
      };
      await client.send(new PutCommand({ TableName, Item }));
      return changed(productId);
    },

    // update_quantity
    async setQuantity(userId, { productId, quantity }) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { user_id: userId, product_id: productId },
          UpdateExpression: "SET quantity = :qty",
          ExpressionAttributeValues: { ":qty": quantity },
        }),
      );
      return changed(productId);
    },

    // remove_from_cart
    async remove(userId, productId) {
      const Key = { user_id: userId, product_id: productId };
      await client.send(new DeleteCommand({ TableName, Key }));
    },

    async find(userId): Promise<Cart> {
      const found = await items(userId);
      return {
        lines: found.map(({ product_id: productId, quantity, price, added_at, ttl }) => ({
          ...{ productId, quantity, price: exactMoney(price ?? 0, currency) },
          ...{ addedAt: added_at ?? 0, expiresAt: ttl ?? 0 },
        })),
        total: exactMoney(totalOf(found), currency),
      };
    },

    async checkout(userId) {
      const found = await items(userId);
      const total = totalOf(found);
      // batch_writer: 25 at a time, what comes back unprocessed is sent again.
      for (let from = 0; from < found.length; from += BATCH) {
        let rest = found.slice(from, from + BATCH).map(({ user_id, product_id }) => ({
          DeleteRequest: { Key: { user_id, product_id } },
        }));
        while (rest.length > 0) {
          const { UnprocessedItems } = await client.send(
            new BatchWriteCommand({ RequestItems: { [TableName]: rest } }),
          );
          rest = (UnprocessedItems?.[TableName] ?? []) as typeof rest;
        }
      }
      const lines = found.map(({ product_id: productId, quantity, price }) => ({
        ...{ productId, quantity, price: exactMoney(price ?? 0, currency) },
      }));
      return { order: { lines, total: exactMoney(total, currency) }, isRepeated: false };
    },
  };
}

function totalOf(items: readonly SeedItem[]): number {
  return items.reduce((total, { price, quantity }) => total + (price ?? 0) * quantity, 0);
}
