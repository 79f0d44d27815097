/**
 * What is in a cart and what of it has been sold, without a lock. A line counts all units that came since
 * its epoch began; a checkout notes, per product, of which epoch it has sold how many. What lies between
 * is in the cart. So whoever adds needs to know of no checkout, and a checkout writes to no line: units that
 * come while it works are left for the next one. Pure.
 */

/** A line as it is kept. */
export interface LedgerLine {
  readonly productId: string;
  /** Begins anew with each quantity that is set, and with the first unit after a removal. */
  readonly epoch: string;
  /** All units that came since the epoch began, the sold ones too. */
  readonly quantity: number;
  /** Of one, in minor units. */
  readonly price: number;
  /** Seconds since 1970. */
  readonly addedAt: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** How many units of a line's epoch have been sold. */
export interface SoldUnits {
  readonly epoch: string;
  readonly quantity: number;
}

/** By product. */
export type Sold = ReadonlyMap<string, SoldUnits>;

/** A line that is in the cart: `unsold` of its units, 1 or more. */
export interface UnsoldLine extends LedgerLine {
  readonly unsold: number;
}

/** What is in the cart at `nowSeconds`. */
export function unsoldLines(
  lines: readonly LedgerLine[],
  sold: Sold,
  nowSeconds: number,
): UnsoldLine[] {
  return lines
    .filter(({ expiresAt }) => expiresAt > nowSeconds)
    .map((line) => ({ ...line, unsold: line.quantity - soldOf(line, sold) }))
    .filter(({ unsold }) => unsold > 0);
}

/**
 * What has been sold once `ordered` are. Of products whose line is gone, or has begun a new epoch, nothing
 * need be known any more.
 *
 * @param lines all that are kept, the expired ones too
 */
export function soldAfter(
  lines: readonly LedgerLine[],
  sold: Sold,
  ordered: readonly UnsoldLine[],
): Map<string, SoldUnits> {
  const after = new Map<string, SoldUnits>();
  for (const line of lines) {
    const quantity = soldOf(line, sold);
    if (quantity > 0) after.set(line.productId, { epoch: line.epoch, quantity });
  }
  for (const { productId, epoch, quantity } of ordered) after.set(productId, { epoch, quantity });
  return after;
}

function soldOf({ productId, epoch }: LedgerLine, sold: Sold): number {
  const units = sold.get(productId);
  return units?.epoch === epoch ? units.quantity : 0;
}
