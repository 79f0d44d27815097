/** An amount of money. */
export interface Money {
  /** In the currency's minor unit (cents), a whole number: sums of them are exact. */
  readonly amount: number;
  /** ISO 4217, `EUR`. */
  readonly currency: string;
}

/** One product in a cart. */
export interface CartLine {
  readonly productId: string;
  /** 1 or more. */
  readonly quantity: number;
  /** Of one, as it was when the line began, or as the shopper saw it at a later change. */
  readonly price: Money;
  /** Seconds since 1970. */
  readonly addedAt: number;
  /** Seconds since 1970: from then on the line is not seen any more. */
  readonly expiresAt: number;
}

/** What a user has in the cart, sorted by product. */
export interface Cart {
  readonly lines: readonly CartLine[];
  readonly total: Money;
}

/** One product of an order. */
export interface OrderLine {
  readonly productId: string;
  readonly quantity: number;
  /** Of one, as it was at checkout. */
  readonly price: Money;
}

/** What a user has bought. */
export interface Order {
  /** 1 for a user's first order, one more for each. */
  readonly number: number;
  /** Unique among all users; sorts by time. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly placedAt: number;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
}

/** A product as the shop sells it. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  /** Of one. */
  readonly price: Money;
  /** How many counters hold its stock; undefined where it is not counted and never sold out. */
  readonly stockShards?: number;
}
