import type { Order } from "@spillway/cart";
import type { Happening, History, PriceChange, Span } from "../history.ts";
import type { Sale } from "../raced-carts.ts";
import type { Violation } from "./violation.ts";

/** Whether orders that are kept are those that shoppers were told of, each once. */
export function checkOrders(
  { happenings }: History,
  kept: ReadonlyMap<string, readonly Order[]>,
): Violation[] {
  const violations: Violation[] = [];
  const broken = (message: string) => violations.push({ rule: "orders", message });
  const ids = new Set<string>();
  for (const [userId, orders] of kept) {
    const mine = happenings.filter((happening) => happening.userId === userId);
    const told = mine.flatMap(({ outcome }) => (outcome.is === "ordered" ? outcome.sale : []));
    const numbers = orders.map(({ number }) => number).sort((a, b) => a - b);
    if (numbers.some((number, place) => number !== place + 1)) {
      broken(`orders of ${userId}: expected 1 to ${numbers.length}; came ${numbers}`);
    }
    for (const { id } of orders) {
      if (ids.has(id)) broken(`order ${id}: expected once; came twice`);
      ids.add(id);
    }
    const byNumber = new Map(orders.map((order) => [order.number, order]));
    for (const sale of told) {
      const order = byNumber.get(sale.number ?? 0);
      if (order === undefined) broken(`order ${sale.number} of ${userId} was told of and not kept`);
      else if (JSON.stringify(sale) !== JSON.stringify(order)) {
        broken(`order ${sale.number} of ${userId} is not kept as it was told`);
      }
    }
    if (new Set(told.map(({ number }) => number)).size < told.length) {
      broken(`orders of ${userId}: two checkouts were told of the same one`);
    }
    const unknown = mine.filter(isUnknownCheckout).length;
    if (orders.length - told.length > unknown) {
      broken(
        `orders of ${userId}: expected at most ${told.length + unknown}, of ${told.length} checkouts and ${unknown} without an answer; came ${orders.length}`,
      );
    }
  }
  return violations;
}

/** Whether what was paid is what was bought, at prices of the time. */
export function checkTotals({ happenings, prices }: History): Violation[] {
  const violations: Violation[] = [];
  const broken = (message: string) => violations.push({ rule: "totals", message });
  for (const { userId, outcome, span } of happenings) {
    if (outcome.is !== "ordered") continue;
    const { lines, total } = outcome.sale;
    const name = `an order of ${userId}`;
    if (!isSumOf(outcome.sale)) {
      const sums = lines.map(({ quantity, price }) => `${quantity} × ${price.amount}`).join(" + ");
      broken(`${name}: expected a total of ${sums} in whole minor units; came ${total.amount}`);
    }
    if (new Set(lines.map(({ productId }) => productId)).size < lines.length) {
      broken(`${name}: expected each product in one line`);
    }
    for (const { productId, price, quantity } of lines) {
      if (!(Number.isInteger(quantity) && quantity > 0)) broken(`${name}: came ${quantity} units`);
      const possible = pricesDuring(prices, productId, span);
      if (possible.includes(price.amount)) continue;
      broken(`${name}: expected ${productId} for ${possible.join(" or ")}; came ${price.amount}`);
    }
  }
  return violations;
}

function isUnknownCheckout({ operation, outcome }: Happening): boolean {
  return operation.kind === "checkout" && outcome.is === "unknown";
}

function isSumOf({ lines, total }: Sale): boolean {
  const sum = lines.reduce((all, { quantity, price }) => all + BigInt(quantity) * cents(price), 0n);
  return Number.isSafeInteger(total.amount) && BigInt(total.amount) === sum;
}

function cents({ amount }: { readonly amount: number }): bigint {
  return BigInt(Math.round(amount));
}

/** What a product may have cost at some moment of a span. */
function pricesDuring(
  prices: readonly PriceChange[],
  productId: string,
  { begin, end }: Span,
): number[] {
  const changes = prices.filter((change) => change.productId === productId);
  return changes
    .filter(({ span }) => span.begin < end)
    .filter(
      (change) => !changes.some(({ span }) => span.begin > change.span.end && span.end < begin),
    )
    .map(({ amount }) => amount);
}
