import { DeleteCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { type CartPlaces, type OrderItem, orderItemSchema } from "../src/index.ts";

type Places = Pick<CartPlaces, "client" | "cartTable">;

/** Every item of the cart table. */
export async function allItems({ client, cartTable }: Places) {
  const items: Record<string, unknown>[] = [];
  const pages = paginateScan({ client }, { TableName: cartTable, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

/** A user's orders as they are kept, in order: what the table's stream tells the settler of. */
export async function orderItems(places: Places, userId: string): Promise<OrderItem[]> {
  const orders = (await allItems(places)).flatMap(
    (item) => orderItemSchema.safeParse(item).data ?? [],
  );
  return orders
    .filter(({ user_id }) => user_id === userId)
    .toSorted((one, other) => one.number - other.number);
}

/** Deletes what has expired, as DynamoDB does some time after. */
export async function deleteExpired(places: Places, nowSeconds: number): Promise<void> {
  const { client, cartTable } = places;
  for (const { user_id, product_id, ttl } of await allItems(places)) {
    if (typeof ttl !== "number" || ttl > nowSeconds) continue;
    await client.send(new DeleteCommand({ TableName: cartTable, Key: { user_id, product_id } }));
  }
}
