import type { Carts, Money, Order, OrderLine } from "@spillway/cart";

/** What a checkout gave. Those who keep orders number them. */
export interface Sale extends Partial<Pick<Order, "number" | "id">> {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
}

/** The operations that are raced: those of `Carts`, and of the seed's. */
export interface RacedCarts extends Pick<Carts, "add" | "setQuantity" | "remove" | "find"> {
  checkout(
    userId: string,
    options: { readonly total?: Money },
    request: { readonly key: string; readonly digest: string },
  ): Promise<{ readonly order: Sale; readonly isRepeated: boolean }>;
}
