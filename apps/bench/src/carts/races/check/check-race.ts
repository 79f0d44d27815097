import type { Order } from "@spillway/cart";
import type { History } from "../history.ts";
import type { UnitCount } from "../model/line-model.ts";
import type { Sale } from "../raced-carts.ts";
import { checkOrders, checkTotals } from "./check-orders.ts";
import { checkRepeats } from "./check-repeats.ts";
import { checkStock, type StockCount } from "./check-stock.ts";
import { checkUnits } from "./check-units.ts";
import type { Violation } from "./violation.ts";

/** A race when all is still again. */
export interface EndedRace {
  /** With a look into every cart at the end. */
  readonly history: History;
  /** Orders that are kept, by user; undefined where orders are in answers alone. */
  readonly orders?: ReadonlyMap<string, readonly Order[]>;
  readonly stock: readonly StockCount[];
  /** Seconds that a line lives after it was last changed. */
  readonly lineSeconds: number;
}

/**
 * Checks a race: every unit that came is in one place, orders are there once and come to their sums, what was
 * repeated did nothing, stock adds up.
 */
export function checkRace({ history, orders, stock, lineSeconds }: EndedRace): {
  readonly units: UnitCount;
  readonly violations: readonly Violation[];
} {
  const answered = Map.groupBy(
    history.happenings.filter(({ outcome }) => outcome.is === "ordered"),
    ({ userId }) => userId,
  );
  const salesOf = (userId: string): readonly Sale[] =>
    orders?.get(userId) ??
    (answered.get(userId) ?? []).flatMap(({ outcome }) =>
      outcome.is === "ordered" ? outcome.sale : [],
    );
  const users = new Set([...answered.keys(), ...(orders?.keys() ?? [])]);
  const { units, violations } = checkUnits(history, salesOf, lineSeconds);
  return {
    units,
    violations: [
      ...violations,
      ...(orders === undefined ? [] : checkOrders(history, orders)),
      ...checkTotals(history),
      ...checkRepeats(history),
      ...checkStock(stock, [...users].flatMap(salesOf)),
    ],
  };
}
