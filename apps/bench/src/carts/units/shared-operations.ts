import type { Carts, Money, RequestKey } from "@spillway/cart";
import { newRequest } from "./new-request.ts";
import { productName } from "./shop-products.ts";

/** What the cart and the seed's way can both do. */
export interface SharedCarts extends Pick<Carts, "add" | "setQuantity" | "remove" | "find"> {
  checkout(
    userId: string,
    options: { readonly total?: Money },
    request: RequestKey,
  ): Promise<unknown>;
}

/** One operation whose units are counted. */
export interface CountedOperation<Shop> {
  readonly name: string;
  /** Brings a new user's cart to where it begins, and gives the operation itself. */
  ready(shop: Shop, userId: string): Promise<() => Promise<unknown>>;
}

const AT_ONCE = 25;
const change = (quantity: number) => ({ productId: productName(0), quantity });

/**
 * What both can do.
 *
 * @param sizes of the carts that are looked at and checked out, in lines
 */
export function sharedOperations(
  sizes: readonly number[],
): readonly CountedOperation<SharedCarts>[] {
  return [
    {
      name: "add a product",
      ready: async (carts, userId) => () => carts.add(userId, change(1), newRequest()),
    },
    {
      name: "add more of it",
      ready: async (carts, userId) => {
        await fill(carts, userId, 1);
        return () => carts.add(userId, change(1), newRequest());
      },
    },
    {
      name: "set its quantity",
      ready: async (carts, userId) => {
        await fill(carts, userId, 1);
        return () => carts.setQuantity(userId, change(5), newRequest());
      },
    },
    {
      name: "remove it",
      ready: async (carts, userId) => {
        await fill(carts, userId, 1);
        return () => carts.remove(userId, productName(0), newRequest());
      },
    },
    ...sizes.map(
      (lines): CountedOperation<SharedCarts> => ({
        name: `look at ${lines.toLocaleString("en-US")} lines`,
        ready: async (carts, userId) => {
          await fill(carts, userId, lines);
          return () => carts.find(userId);
        },
      }),
    ),
    ...sizes.map(
      (lines): CountedOperation<SharedCarts> => ({
        name: `check out ${lines.toLocaleString("en-US")} lines`,
        ready: async (carts, userId) => {
          await fill(carts, userId, lines);
          return () => carts.checkout(userId, {}, newRequest());
        },
      }),
    ),
  ];
}

/** Puts one of each of so many products into a cart. */
export async function fill(
  carts: Pick<Carts, "add">,
  userId: string,
  lines: number,
  isStockCounted = false,
): Promise<void> {
  for (let from = 0; from < lines; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, lines - from) }, (_, at) => {
      const productId = productName(from + at, isStockCounted);
      return carts.add(userId, { productId, quantity: 1 }, newRequest());
    });
    await Promise.all(some);
  }
}
