import { type AttributeMap, sameItem } from "@spillway/item";
import type { ChangeEvent } from "../change-event.ts";
import { compareSequenceNumbers } from "./sequence-order.ts";

/** What is known of an item at a moment. */
export type ItemState =
  | { readonly kind: "present"; readonly item: AttributeMap }
  | { readonly kind: "absent" }
  /** The log does not tell: it begins later, or the stream's view leaves images out. */
  | { readonly kind: "unknown" };

/** One change of an item, and what the item was after it. */
export interface HistoryStep {
  readonly change: ChangeEvent;
  readonly after: ItemState;
  /**
   * Changes before this one are missing in the log: what it was made to is not what the change before had
   * left, which is this. Absent where both fit.
   */
  readonly hole?: ItemState;
}

/** All changes of one item that a log has, each once, in their order. */
export interface ItemHistory {
  readonly steps: readonly HistoryStep[];
}

const UNKNOWN: ItemState = { kind: "unknown" };
const ABSENT: ItemState = { kind: "absent" };

/**
 * Puts the changes of one item in order, as a log has them: in any order, some more than once. The order is
 * that of their sequence numbers; the same event id is the same change.
 *
 * @param changes all of one item
 * @example
 * const { steps } = itemHistory(changes);
 * steps.at(-1)?.after; // → { kind: "present", item: { … } }
 */
export function itemHistory(changes: Iterable<ChangeEvent>): ItemHistory {
  const once = new Map<string, ChangeEvent>();
  for (const change of changes) once.set(change.eventId, change);
  const ordered = [...once.values()].sort((one, other) =>
    compareSequenceNumbers(one.sequenceNumber, other.sequenceNumber),
  );
  const steps: HistoryStep[] = [];
  let state = UNKNOWN;
  for (const change of ordered) {
    const after = stateAfter(change);
    steps.push({ change, after, ...(follows(state, change) ? {} : { hole: state }) });
    state = after;
  }
  return { steps };
}

/** What an item was before a change, as far as the change tells. */
export function stateBefore({ type, oldImage }: ChangeEvent): ItemState {
  if (type === "insert") return ABSENT;
  return oldImage === undefined ? UNKNOWN : { kind: "present", item: oldImage };
}

function stateAfter({ type, newImage }: ChangeEvent): ItemState {
  if (type === "remove") return ABSENT;
  return newImage === undefined ? UNKNOWN : { kind: "present", item: newImage };
}

/** Whether a change was made to an item that was so. */
function follows(state: ItemState, change: ChangeEvent): boolean {
  if (state.kind === "unknown") return true;
  if (state.kind === "absent" || change.type === "insert") {
    return state.kind === "absent" && change.type === "insert";
  }
  return change.oldImage === undefined || sameItem(state.item, change.oldImage);
}
