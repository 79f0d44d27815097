import * as z from "zod";
import type { LedgerLine } from "../ledger/ledger.ts";

/**
 * A line, or what is left of one: without `epoch` and `quantity` it is removed or sold, and only remembers
 * requests (`keys_0` to `keys_4`) until its `ttl`.
 */
export const lineItemSchema = z.object({
  user_id: z.string(),
  product_id: z.string(),
  epoch: z.string().optional(),
  quantity: z.int().optional(),
  /** Units of `quantity` that orders have, as far as the settler came: for who hears of the line's end. */
  settled: z.int().optional(),
  /** Of one, in minor units of `currency`. */
  price: z.int().optional(),
  currency: z.string().optional(),
  /** Seconds since 1970. */
  added_at: z.int().optional(),
  /** Seconds since 1970. DynamoDB deletes the item some time after. */
  ttl: z.int(),
});
export type LineItem = z.output<typeof lineItemSchema>;

/** The line of an item; undefined where it only remembers requests. */
export function lineOf(item: LineItem): LedgerLine | undefined {
  const { product_id: productId, epoch, quantity, price, added_at: addedAt, ttl: expiresAt } = item;
  if (epoch === undefined || quantity === undefined) return undefined;
  return { productId, epoch, quantity, price: price ?? 0, addedAt: addedAt ?? 0, expiresAt };
}
