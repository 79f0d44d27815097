import type { ChangeEvent } from "../change-event.ts";
import { type ItemHistory, type ItemState, stateBefore } from "./item-history.ts";

/** What an item was at a moment, and how far that can be relied on. */
export interface StateAt {
  readonly state: ItemState;
  /** The change that had made it so; absent where the moment is before the first one. */
  readonly since?: ChangeEvent;
  /** The change that ended it; absent where there is none after. */
  readonly until?: ChangeEvent;
  /**
   * Why it is not known, or not known for sure:
   * `before-log`: the log begins later;
   * `not-in-log`: no change of the item is in the log;
   * `hole`: changes between `since` and `until` are missing, and may have come before the moment;
   * `no-image`: the stream's view leaves out what would tell.
   */
  readonly doubt?: "before-log" | "not-in-log" | "hole" | "no-image";
}

/**
 * An item as it was at a moment: what the last change left whose time is not later. Times of changes are
 * whole seconds, rounded down by DynamoDB; of several in a second the last counts, by its sequence number.
 *
 * @param atMs the moment, milliseconds since 1970
 * @param logBeginsMs time of the table's first change in the log, of whatever item: before its own first
 * change an item was what that change says, but only as far back as there is a log
 * @example
 * stateAt(itemHistory(changes), Date.parse("2026-11-28T18:00:00Z"), logBeginsMs).state;
 */
export function stateAt({ steps }: ItemHistory, atMs: number, logBeginsMs: number): StateAt {
  const [first] = steps;
  if (first === undefined) return { state: { kind: "unknown" }, doubt: "not-in-log" };
  const place = steps.findLastIndex(({ change }) => Date.parse(change.at) <= atMs);
  const step = steps[place];
  const next = steps[place + 1];
  if (step === undefined) {
    const until = first.change;
    if (atMs < logBeginsMs) return { state: { kind: "unknown" }, until, doubt: "before-log" };
    return withDoubt({ state: stateBefore(until), until });
  }
  return withDoubt(
    {
      state: step.after,
      since: step.change,
      ...(next === undefined ? {} : { until: next.change }),
    },
    next?.hole !== undefined,
  );
}

function withDoubt(found: StateAt, hole = false): StateAt {
  if (hole) return { ...found, doubt: "hole" };
  return found.state.kind === "unknown" ? { ...found, doubt: "no-image" } : found;
}
