import type { Happening, Span } from "../history.ts";
import type { Sale } from "../raced-carts.ts";

/** A checkout that took place. */
export interface Take {
  readonly sale: Sale;
  /** When it did. */
  readonly span: Span;
  /** The checkout that made it; several where nobody was told which of them it was. */
  readonly askedBy: readonly Happening[];
}

/**
 * A user's checkouts that were answered, and orders that nobody was told of.
 *
 * @param happenings all of the user's
 * @param sales all that are kept
 */
export function takesOf(happenings: readonly Happening[], sales: readonly Sale[]): Take[] {
  const answered = happenings.flatMap((happening): Take[] => {
    const { outcome, span } = happening;
    return outcome.is === "ordered" ? [{ sale: outcome.sale, span, askedBy: [happening] }] : [];
  });
  const told = new Set(answered.map(({ sale }) => sale.id));
  const unknown = happenings.filter(
    ({ operation, outcome }) => operation.kind === "checkout" && outcome.is === "unknown",
  );
  const untold = sales.filter(({ id }) => id !== undefined && !told.has(id));
  const [first, ...others] = unknown.map(({ span }) => span);
  if (first === undefined) return answered;
  const span = others.reduce(around, first);
  return [...answered, ...untold.map((sale) => ({ sale, span, askedBy: unknown }))];
}

function around(a: Span, b: Span): Span {
  return {
    begin: Math.min(a.begin, b.begin),
    end: Math.max(a.end, b.end),
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
  };
}
