import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type LedgerLine,
  type Sold,
  soldAfter,
  type UnsoldLine,
  unsoldLines,
} from "../../src/ledger/ledger.ts";

const NOW = 1_000;
const PRODUCTS = ["kettle", "mug", "spoon"];

/**
 * What happens to a cart, one request at a time. A checkout reads what was sold, then line by line, since a query is
 * no snapshot, and commits later or never.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation
 */
const step = fc.record({
  what: fc.constantFrom(
    ...["add", "add", "set", "remove", "expire", "begin", "readLine", "commit", "settle"],
  ),
  product: fc.constantFrom(...PRODUCTS),
  units: fc.integer({ min: 1, max: 9 }),
  /** Which of the checkouts that are under way, or of the orders. */
  which: fc.nat(3),
});

/** A checkout under way. */
interface Checkout {
  readonly orders: number;
  readonly sold: Sold;
  readonly lines: LedgerLine[];
  /** Products whose line is still to be read. */
  readonly unread: string[];
}

/** A cart as DynamoDB keeps it: what the conditions of the writes see is what is here. */
class KeptCart {
  readonly lines = new Map<string, LedgerLine>();
  orders = 0;
  sold: Sold = new Map();
  #epochs = 0;
  /** Units that ever came, by epoch. */
  readonly came = new Map<string, number>();
  /** Which units of an epoch were ordered: [first, last], counted from 1. */
  readonly taken: { readonly epoch: string; readonly first: number; readonly last: number }[] = [];
  readonly placed: UnsoldLine[] = [];

  put(productId: string, units: number, isNew: boolean): void {
    const line = this.lines.get(productId);
    const kept = isNew || line === undefined || line.expiresAt <= NOW ? undefined : line;
    const epoch = kept?.epoch ?? `epoch-${this.#epochs++}`;
    const quantity = (kept?.quantity ?? 0) + units;
    this.came.set(epoch, quantity);
    const times = { addedAt: NOW, expiresAt: NOW + 100 };
    this.lines.set(productId, { productId, epoch, quantity, price: 1, ...times });
  }

  expire(productId: string): void {
    const line = this.lines.get(productId);
    if (line !== undefined) this.lines.set(productId, { ...line, expiresAt: NOW });
  }

  begin(): Checkout {
    return { orders: this.orders, sold: this.sold, lines: [], unread: [...PRODUCTS] };
  }

  readLine({ lines, unread }: Checkout): void {
    const line = this.lines.get(unread.shift() ?? "");
    if (line !== undefined) lines.push(line);
  }

  commit(checkout: Checkout): void {
    while (checkout.unread.length > 0) this.readLine(checkout);
    const { orders, lines, sold } = checkout;
    const ordered = unsoldLines(lines, sold, NOW);
    if (orders !== this.orders || ordered.length === 0) return;
    this.orders += 1;
    this.sold = soldAfter(lines, sold, ordered);
    this.placed.push(...ordered);
    for (const { epoch, quantity: last, unsold } of ordered) {
      this.taken.push({ epoch, first: last - unsold + 1, last });
    }
  }

  settle({ productId, epoch, quantity }: UnsoldLine): void {
    const line = this.lines.get(productId);
    if (line?.epoch === epoch && line.quantity === quantity) this.lines.delete(productId);
  }
}

test("has every unit in exactly one place, whatever comes between a checkout's query and its write", () => {
  const property = fc.property(fc.array(step, { minLength: 5, maxLength: 80 }), (steps) => {
    const cart = new KeptCart();
    const checkouts: Checkout[] = [];
    for (const { what, product, units, which } of steps) {
      const before = seen(cart);
      if (what === "add" || what === "set") cart.put(product, units, what === "set");
      if (what === "remove") cart.lines.delete(product);
      if (what === "expire") cart.expire(product);
      if (what === "begin") checkouts.push(cart.begin());
      const checkout = checkouts.at(-1 - which);
      if (what === "readLine" && checkout !== undefined) cart.readLine(checkout);
      if (what === "commit" && checkout !== undefined) cart.commit(checkout);
      const line = cart.placed.at(-1 - which);
      if (what !== "settle" || line === undefined) continue;
      cart.settle(line);
      expect(seen(cart)).toEqual(before);
    }
    for (const [epoch, came] of cart.came) expectEachUnitOnce(cart, epoch, came);
  });
  fc.assert(property, { numRuns: 3_000 });
});

/** Nobody orders a unit twice or one that never came; what is in the cart is what was not ordered. */
function expectEachUnitOnce(cart: KeptCart, epoch: string, came: number): void {
  const taken = cart.taken.filter((units) => units.epoch === epoch);
  const units = taken.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  expect(new Set(units).size).toBe(units.length);
  expect(units.every((unit) => unit >= 1 && unit <= came)).toBe(true);
  const line = seen(cart).find((one) => one.epoch === epoch);
  if (line !== undefined) expect(line.unsold).toBe(came - units.length);
}

function seen(cart: KeptCart): UnsoldLine[] {
  return unsoldLines([...cart.lines.values()], cart.sold, NOW);
}
