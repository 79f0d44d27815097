import type { History } from "../history.ts";
import { explainLine, sumOf } from "../model/explain-line.ts";
import { type LineEvent, NO_UNITS, type UnitCount } from "../model/line-model.ts";
import type { Sale } from "../raced-carts.ts";
import { type LineHistory, lineHistories } from "./line-histories.ts";
import type { Violation } from "./violation.ts";

/** Looks for where every unit is. */
export function checkUnits(
  history: History,
  salesOf: (userId: string) => readonly Sale[],
  lineSeconds: number,
): { readonly units: UnitCount; readonly violations: readonly Violation[] } {
  let units = NO_UNITS;
  const violations: Violation[] = [];
  for (const line of lineHistories(history, salesOf)) {
    const found = explainLine(line.events, lineSeconds);
    if ("units" in found) units = sumOf(units, found.units);
    else if ("tried" in found) {
      violations.push(of(line, `expected an order of its events; tried ${found.tried} states`));
    } else {
      const { explained, state, stuckAt } = found;
      violations.push(
        of(
          line,
          `expected an order of its events that gives what was seen; after ${explained} of them it has ${state.quantity}, then ${stuckAt.map(textOf).join(" or ")} can't be`,
        ),
      );
    }
  }
  return { units, violations };
}

function of({ userId, productId }: LineHistory, message: string): Violation {
  return { rule: "units", message: `${productId} of ${userId}: ${message}` };
}

const WORDS = {
  add: "added",
  set: "set to",
  remove: "removed",
  take: "ordered",
  see: "seen",
} as const;

function textOf({ kind, quantity, span }: LineEvent): string {
  const count = kind === "remove" ? "" : ` ${quantity}`;
  return `"${WORDS[kind]}${count}" (events ${span.begin} to ${span.end})`;
}
