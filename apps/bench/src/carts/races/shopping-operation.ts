import { createHash } from "node:crypto";
import type { Cart, Money, RequestKey } from "@spillway/cart";
import type { RacedCarts, Sale } from "./raced-carts.ts";

/** What a shopper asks for. */
export type ShoppingOperation =
  | { readonly kind: "add"; readonly productId: string; readonly quantity: number }
  | { readonly kind: "set"; readonly productId: string; readonly quantity: number }
  | { readonly kind: "remove"; readonly productId: string }
  | { readonly kind: "checkout"; readonly total?: Money }
  | { readonly kind: "find" };

/** What the shopper was told. */
export type Outcome =
  | { readonly is: "changed"; readonly isRepeated: boolean }
  | { readonly is: "found"; readonly cart: Cart }
  | { readonly is: "ordered"; readonly sale: Sale; readonly isRepeated: boolean }
  /** Nothing was done. */
  | { readonly is: "refused"; readonly code: string }
  /** No answer that tells: it may have been done. */
  | { readonly is: "unknown" };

/** Asks for it. Rejects as the carts do. */
export async function perform(
  carts: RacedCarts,
  userId: string,
  operation: ShoppingOperation,
  key: string,
): Promise<Outcome> {
  const request: RequestKey = { key, digest: digestOf(operation) };
  switch (operation.kind) {
    case "add": {
      const { productId, quantity } = operation;
      const { isRepeated } = await carts.add(userId, { productId, quantity }, request);
      return { is: "changed", isRepeated };
    }
    case "set": {
      const { productId, quantity } = operation;
      const { isRepeated } = await carts.setQuantity(userId, { productId, quantity }, request);
      return { is: "changed", isRepeated };
    }
    case "remove":
      await carts.remove(userId, operation.productId, request);
      // Taking out twice is the same as once: nobody is told.
      return { is: "changed", isRepeated: false };
    case "find":
      return { is: "found", cart: await carts.find(userId) };
    case "checkout": {
      const { total } = operation;
      const options = total === undefined ? {} : { total };
      const { order, isRepeated } = await carts.checkout(userId, options, request);
      return { is: "ordered", sale: order, isRepeated };
    }
  }
}

function digestOf(operation: ShoppingOperation): string {
  return createHash("sha256").update(JSON.stringify(operation)).digest("base64url");
}
