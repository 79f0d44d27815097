import type { Wanted } from "./shopper.ts";

/** An order as the shopper is told of it. */
export interface ToldOrder {
  /** What tells it apart from the user's other orders. */
  readonly id: string;
  readonly lines: Wanted;
}

/**
 * How it can end for a shopper who wants to check out: one order of what was wanted; one of something else; more than
 * one of the same cart; none. Or the shopper gave up before, at a request that was not done however often it was tried:
 * whether it will be done after all nobody can tell then, nor what the order has to be.
 */
export const VISIT_OUTCOMES = ["right", "wrong", "sold twice", "none", "gave up"] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** Judges a checkout by the orders that a shopper was told of. The same one told twice is one, and one of nothing is none. */
export function visitOutcome(wanted: Wanted, told: readonly ToldOrder[]): VisitOutcome {
  const orders = told.filter(({ lines }) => lines.size > 0);
  const [order, ...others] = new Map(orders.map((one) => [one.id, one])).values();
  if (order === undefined) return "none";
  if (others.length > 0) return "sold twice";
  const isWanted =
    order.lines.size === wanted.size &&
    [...wanted].every(([productId, quantity]) => order.lines.get(productId) === quantity);
  return isWanted ? "right" : "wrong";
}
