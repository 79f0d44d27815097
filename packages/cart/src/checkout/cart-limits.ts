import { cartError } from "../cart-error.ts";
import type { CartRules } from "../carts.ts";
import type { UnsoldLine } from "../ledger/ledger.ts";

/**
 * Whether a cart can be one order.
 *
 * @throws SpillwayError `CART_EMPTY`, `CART_TOO_LARGE`
 */
export function assertOrderable(
  lines: readonly UnsoldLine[],
  { maxLines, maxQuantity }: Pick<CartRules, "maxLines" | "maxQuantity">,
): void {
  if (lines.length === 0) {
    throw cartError("CART_EMPTY", "expected something in the cart; it is empty", {
      hint: "Add a product first.",
    });
  }
  if (lines.length > maxLines) {
    throw cartError(
      "CART_TOO_LARGE",
      `expected at most ${maxLines} lines in one order; the cart has ${lines.length}`,
      { hint: "Remove lines, and order them afterwards." },
    );
  }
  const tooMany = lines.find(({ unsold }) => unsold > maxQuantity);
  if (tooMany === undefined) return;
  throw cartError(
    "CART_TOO_LARGE",
    `expected at most ${maxQuantity} of one product in one order; the cart has ${tooMany.unsold} of ${tooMany.productId}`,
    { hint: "Lower its quantity." },
  );
}
