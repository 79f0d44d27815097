import type { Clock } from "@spillway/pacing";
import type { StockCounter } from "./stock-takes.ts";

const REMEMBERED_MS = 1_000;
const MAX_KEPT = 10_000;

/** Products of which nothing was left a moment ago. */
export interface SoldOut {
  /** Whether nothing was left of it within the last second. */
  isRemembered(productId: string): boolean;
  /** Counters as they have just been read: remembers the product where all are empty, and forgets it where not. */
  note(productId: string, counters: readonly StockCounter[]): void;
}

/**
 * A memory of what is sold out: most checkouts of a product that is gone come after it is gone. With it they read the
 * counters first, which costs no transaction that is cancelled and holds up nobody who can still buy. Nothing is
 * refused by it, so new stock is sold at once. It keeps 10,000 products and forgets the one first that was noted
 * longest ago.
 */
export function openSoldOut({ clock }: { readonly clock: Pick<Clock, "now"> }): SoldOut {
  const notedAtMs = new Map<string, number>();
  return {
    isRemembered(productId) {
      const atMs = notedAtMs.get(productId);
      return atMs !== undefined && clock.now() - atMs < REMEMBERED_MS;
    },
    note(productId, counters) {
      notedAtMs.delete(productId);
      if (counters.some(({ left }) => left > 0)) return;
      notedAtMs.set(productId, clock.now());
      for (const oldest of notedAtMs.keys()) {
        if (notedAtMs.size <= MAX_KEPT) break;
        notedAtMs.delete(oldest);
      }
    },
  };
}
