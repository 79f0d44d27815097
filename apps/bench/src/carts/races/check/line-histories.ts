import type { Happening, History, Span } from "../history.ts";
import type { LineEvent } from "../model/line-model.ts";
import type { Sale } from "../raced-carts.ts";
import { takesOf } from "./takes.ts";

/** One product in one user's cart, and all that happened to it. */
export interface LineHistory {
  readonly userId: string;
  readonly productId: string;
  readonly events: readonly LineEvent[];
}

/** What each line has been through: its own changes, and what looks at the whole cart. */
export function lineHistories(
  { happenings }: History,
  salesOf: (userId: string) => readonly Sale[],
): LineHistory[] {
  return [...Map.groupBy(happenings, ({ userId }) => userId)].flatMap(([userId, of]) => {
    const takes = takesOf(of, salesOf(userId)).map(
      ({ sale, span }): Look => ({ kind: "take", quantities: quantitiesOf(sale.lines), span }),
    );
    const looks = [...takes, ...seesOf(of)];
    const products = new Set([
      ...of.flatMap(({ operation }) => ("productId" in operation ? operation.productId : [])),
      ...looks.flatMap(({ quantities }) => [...quantities.keys()]),
    ]);
    return [...products].map((productId) => ({
      ...{ userId, productId },
      events: [
        ...of.flatMap((happening) => changeOf(happening, productId)),
        ...looks.map(({ kind, quantities, span }) => ({
          ...{ kind, quantity: quantities.get(productId) ?? 0, span, isSure: true },
        })),
      ],
    }));
  });
}

/** What was taken from or seen in a cart as a whole, by product. */
interface Look {
  readonly kind: "take" | "see";
  readonly quantities: ReadonlyMap<string, number>;
  readonly span: Span;
}

function changeOf({ operation, span, outcome }: Happening, productId: string): LineEvent[] {
  if (!("productId" in operation) || operation.productId !== productId) return [];
  if (outcome.is === "refused") return [];
  const quantity = "quantity" in operation ? operation.quantity : 0;
  return [{ kind: operation.kind, quantity, span, isSure: outcome.is !== "unknown" }];
}

/**
 * What was found in carts. A look while a checkout goes on is left out: units that come after the checkout has
 * read the cart are not its own, so for that moment the cart has more than it takes.
 */
function seesOf(happenings: readonly Happening[]): Look[] {
  const checkouts = happenings.filter(
    ({ operation, outcome }) => operation.kind === "checkout" && outcome.is !== "refused",
  );
  return happenings.flatMap(({ outcome, span }): Look[] => {
    if (checkouts.some((checkout) => overlap(checkout.span, span))) return [];
    if (outcome.is === "found") {
      return [{ kind: "see", quantities: quantitiesOf(outcome.cart.lines), span }];
    }
    const isEmpty = outcome.is === "refused" && outcome.code === "CART_EMPTY";
    return isEmpty ? [{ kind: "see", quantities: new Map(), span }] : [];
  });
}

function quantitiesOf(
  lines: readonly { readonly productId: string; readonly quantity: number }[],
): Map<string, number> {
  return new Map(lines.map(({ productId, quantity }) => [productId, quantity]));
}

function overlap(a: Span, b: Span): boolean {
  return a.begin < b.end && b.begin < a.end;
}
