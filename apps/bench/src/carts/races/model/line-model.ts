import type { Span } from "../history.ts";

/** What happened to one product of one user's cart. */
export interface LineEvent {
  readonly kind: "add" | "set" | "remove" | "take" | "see";
  /** Units that came, were set, were ordered or were seen; of a removal 0. */
  readonly quantity: number;
  readonly span: Span;
  /** Whether it happened at all; else it may have. */
  readonly isSure: boolean;
}

/** A line of a cart as everybody understands it: so many, until some second. */
export interface LineState {
  readonly quantity: number;
  /** It expires at a second from this one, */
  readonly expiresFrom: number;
  /** to this one: nobody knows the moment of the change more closely. */
  readonly expiresTo: number;
}

/** Where units are. All that `came` are in one of the others. */
export interface UnitCount {
  readonly came: number;
  readonly inCart: number;
  readonly ordered: number;
  readonly removed: number;
  readonly expired: number;
}

/** One way that an event can go. */
export interface Step {
  readonly state: LineState;
  readonly units: UnitCount;
}

export const NO_UNITS: UnitCount = { came: 0, inCart: 0, ordered: 0, removed: 0, expired: 0 };
export const NO_LINE: LineState = { quantity: 0, expiresFrom: 0, expiresTo: 0 };

/**
 * The ways in which an event can follow on a state: none where it can't have been so, two where the line may or
 * may not have expired by then. Pure.
 *
 * @param lineSeconds that a line lives after it was last changed
 */
export function stepsFrom(state: LineState, event: LineEvent, lineSeconds: number): Step[] {
  const { kind, quantity, span } = event;
  return whetherExpired(state, span).flatMap((isExpired): Step[] => {
    const live = isExpired ? 0 : state.quantity;
    const lost = isExpired ? { expired: state.quantity } : {};
    const changed = (after: number, units: Partial<UnitCount>): Step[] => [
      {
        state: {
          quantity: after,
          expiresFrom: after === 0 ? 0 : span.from + lineSeconds,
          expiresTo: after === 0 ? 0 : span.to + lineSeconds,
        },
        units: { ...NO_UNITS, ...units, inCart: after - state.quantity },
      },
    ];
    if (kind === "add") return changed(live + quantity, { came: quantity, ...lost });
    if (kind === "set") return changed(quantity, { came: quantity, removed: live, ...lost });
    if (kind === "remove") return changed(0, { removed: live, ...lost });
    // It took or saw what was there, or it was not now.
    if (live !== quantity) return [];
    if (kind === "take" && live > 0) return changed(0, { ordered: live });
    return [{ state, units: NO_UNITS }];
  });
}

function whetherExpired({ quantity, expiresFrom, expiresTo }: LineState, at: Span): boolean[] {
  if (quantity === 0 || expiresFrom > at.to) return [false];
  return expiresTo <= at.from ? [true] : [false, true];
}
