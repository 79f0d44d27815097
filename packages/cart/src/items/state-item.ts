import * as z from "zod";
import type { Sold } from "../ledger/ledger.ts";

/**
 * What has been sold of a user's cart, beside its lines. It changes with each checkout and nothing else, by a condition
 * on `orders`: two checkouts of the same cart can't both succeed.
 */
export const stateItemSchema = z.object({
  user_id: z.string(),
  /** `STATE_KEY` */
  product_id: z.string(),
  /** How many orders the user has made; the number of the last one. */
  orders: z.int().min(0),
  /** By product. */
  sold: z.record(z.string(), z.object({ epoch: z.string(), quantity: z.int() })),
  /** Checkouts that are remembered, by the digest of their key. */
  requests: z.record(
    z.string(),
    z.object({ order: z.int(), payload: z.string(), at: z.int().meta({ description: "seconds" }) }),
  ),
});
export type StateItem = z.output<typeof stateItemSchema>;

/** What has been sold, by product. */
export function soldIn(state: StateItem | undefined): Sold {
  return new Map(Object.entries(state?.sold ?? {}));
}
