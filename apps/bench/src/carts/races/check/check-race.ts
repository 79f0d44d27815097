import type { Order } from "@spillway/cart";
import type { History } from "../history.ts";
import type { UnitCount } from "../model/line-model.ts";
import type { Sale } from "../raced-carts.ts";
import { checkOrders } from "./check-orders.ts";
import { checkRepeats } from "./check-repeats.ts";
import { checkSeen } from "./check-seen.ts";
import { checkStock, type StockCount } from "./check-stock.ts";
import { checkTotals } from "./check-totals.ts";
import { checkUnits } from "./check-units.ts";
import { takesOf } from "./takes.ts";
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
  /** Seconds that a process may take a product's price from memory. */
  readonly catalogueSeconds: number;
}

/**
 * Checks a race: every unit that came is in one place, orders are there once, come to their sums and cost what
 * shoppers saw, what was repeated did nothing, stock adds up.
 */
export function checkRace({ history, orders, stock, lineSeconds, catalogueSeconds }: EndedRace): {
  readonly units: UnitCount;
  readonly violations: readonly Violation[];
} {
  const byUser = Map.groupBy(history.happenings, ({ userId }) => userId);
  const salesOf = (userId: string): readonly Sale[] =>
    orders?.get(userId) ??
    (byUser.get(userId) ?? []).flatMap(({ outcome }) =>
      outcome.is === "ordered" ? outcome.sale : [],
    );
  const users = new Set([...byUser.keys(), ...(orders?.keys() ?? [])]);
  const { units, violations } = checkUnits(history, salesOf, lineSeconds);
  return {
    units,
    violations: [
      ...violations,
      ...(orders === undefined ? [] : checkOrders(history, orders)),
      ...[...users].flatMap((userId) => {
        const happenings = byUser.get(userId) ?? [];
        const takes = takesOf(happenings, salesOf(userId));
        const { prices } = history;
        return [
          ...checkTotals(userId, takes, prices),
          ...checkSeen({ userId, happenings, prices, catalogueSeconds }, takes),
        ];
      }),
      ...checkRepeats(history),
      ...checkStock(stock, [...users].flatMap(salesOf)),
    ],
  };
}
