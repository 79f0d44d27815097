/** Something that must hold and did not. */
export interface Violation {
  readonly rule: /** Every unit is in one place: in the cart, ordered, removed or expired. */
    | "units"
    /** Orders are numbered without a gap, none comes twice, each is what its shopper was told. */
    | "orders"
    /** An order's total is the sum of its lines, to the cent, at prices of its time. */
    | "totals"
    /** Nobody pays a total, or a price, that was not seen before. */
    | "seen"
    /** A request that comes again does nothing more. */
    | "repeats"
    /** Stock is never negative, and with what was sold adds up to what was put in. */
    | "stock";
  readonly message: string;
}
