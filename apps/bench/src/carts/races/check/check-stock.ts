import type { Sale } from "../raced-carts.ts";
import type { Violation } from "./violation.ts";

/** Of one product whose stock is counted. */
export interface StockCount {
  readonly productId: string;
  /** Units that were put in, all together. */
  readonly putIn: number;
  /** What each counter has at the end. */
  readonly left: readonly number[];
}

/** Whether stock and what was sold add up to what was put in. */
export function checkStock(stock: readonly StockCount[], sales: readonly Sale[]): Violation[] {
  const sold = new Map<string, number>();
  for (const { productId, quantity } of sales.flatMap(({ lines }) => lines)) {
    sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  }
  return stock.flatMap(({ productId, putIn, left }): Violation[] => {
    const gone = sold.get(productId) ?? 0;
    const rest = left.reduce((sum, units) => sum + units, 0);
    const isWrong = left.some((units) => !Number.isInteger(units) || units < 0);
    const message = `${productId}: expected counters of 0 or more that come to ${putIn} - ${gone} sold = ${putIn - gone}; came ${left.join(" + ")} = ${rest}`;
    return isWrong || rest + gone !== putIn ? [{ rule: "stock", message }] : [];
  });
}
