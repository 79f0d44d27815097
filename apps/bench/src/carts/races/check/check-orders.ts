import type { Order } from "@spillway/cart";
import type { Happening, History } from "../history.ts";
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

function isUnknownCheckout({ operation, outcome }: Happening): boolean {
  return operation.kind === "checkout" && outcome.is === "unknown";
}
