import type { Product } from "../cart.ts";
import type { CartPlaces } from "../carts.ts";
import { readProduct } from "./product-store.ts";

const MAX_KEPT = 10_000;
/** A product that is new in the shop can be bought this many seconds later. */
const UNKNOWN_SECONDS = 1;

/** What the shop sells. */
export interface Catalogue {
  /** As it was `catalogueSeconds` ago at the most; undefined where the shop sells no such product. */
  product(productId: string): Promise<Product | undefined>;
  /** As it is now. */
  presentProduct(productId: string): Promise<Product | undefined>;
}

interface Kept {
  readonly atMs: number;
  readonly product: Promise<Product | undefined>;
}

/**
 * The products table with a memory, so that adding reads nothing. It keeps 10,000 products and forgets the
 * one first that was read longest ago.
 */
export function openCatalogue(
  places: Pick<CartPlaces, "client" | "productsTable" | "rules" | "clock">,
): Catalogue {
  const kept = new Map<string, Kept>();
  return {
    async product(productId) {
      for (;;) {
        const known = kept.get(productId);
        if (known === undefined) return read(productId, false);
        const product = await known.product;
        const seconds = product === undefined ? UNKNOWN_SECONDS : places.rules.catalogueSeconds;
        if (places.clock.now() - known.atMs < seconds * 1_000) return product;
        // Of all who find it too old, the first one reads it, and the others wait for that.
        if (kept.get(productId) === known) kept.delete(productId);
      }
    },
    presentProduct: (productId) => read(productId, true),
  };

  function read(productId: string, isConsistent: boolean): Promise<Product | undefined> {
    const atMs = places.clock.now();
    const product = readProduct(places, productId, isConsistent);
    const reading: Kept = { atMs, product };
    kept.delete(productId);
    kept.set(productId, reading);
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    return product.catch((error: unknown) => {
      // A failure is not kept: the next one asks again.
      if (kept.get(productId) === reading) kept.delete(productId);
      throw error;
    });
  }
}
