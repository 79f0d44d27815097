import type { Happening, PriceChange } from "../history.ts";
import { pricesDuring } from "./prices-during.ts";
import type { Take } from "./takes.ts";
import type { Violation } from "./violation.ts";

/** What one user did, and the prices of the shop. */
interface Seen {
  readonly userId: string;
  readonly happenings: readonly Happening[];
  readonly prices: readonly PriceChange[];
  /** Seconds that a process may take a price from memory. */
  readonly catalogueSeconds: number;
}

/**
 * Whether a user paid what was seen: the total that the checkout named, else for each product a price that it
 * had when the user changed its line.
 */
export function checkSeen(seen: Seen, takes: readonly Take[]): Violation[] {
  const name = `an order of ${seen.userId}`;
  return takes.flatMap(({ sale: { lines, total }, askedBy }): Violation[] => {
    const complaints = askedBy.map((checkout) => {
      const { operation } = checkout;
      if (operation.kind !== "checkout") return undefined;
      if (operation.total !== undefined) {
        const isTotal = operation.total.amount === total.amount;
        return isTotal ? undefined : `the total ${operation.total.amount}; came ${total.amount}`;
      }
      const unseen = lines.find(
        ({ productId, price }) => !pricesSeen(seen, productId, checkout).has(price.amount),
      );
      if (unseen === undefined) return undefined;
      const { productId, price } = unseen;
      const possible = [...pricesSeen(seen, productId, checkout)].join(" or ");
      return `${productId} for ${possible}, as the shopper saw it; came ${price.amount}`;
    });
    // Of several that it may have been, one is enough.
    if (complaints.length === 0 || complaints.includes(undefined)) return [];
    return [{ rule: "seen", message: `${name}: expected ${complaints.join(", or ")}` }];
  });
}

/** Prices at which the line may have been filled: a removal ends what was before; a line that is set keeps its price. */
function pricesSeen(
  { happenings, prices, catalogueSeconds }: Seen,
  productId: string,
  checkout: Happening,
): ReadonlySet<number> {
  const changes = happenings.filter(
    ({ operation, outcome, span }) =>
      "productId" in operation &&
      operation.productId === productId &&
      outcome.is !== "refused" &&
      span.begin < checkout.span.end,
  );
  const anew = changes.filter(
    ({ operation, outcome, span }) =>
      operation.kind === "remove" && outcome.is === "changed" && span.end < checkout.span.begin,
  );
  return new Set(
    changes
      .filter(({ operation }) => operation.kind !== "remove")
      .filter((change) => !anew.some(({ span }) => span.begin > change.span.end))
      .flatMap(({ span }) => pricesDuring(prices, productId, span, catalogueSeconds)),
  );
}
