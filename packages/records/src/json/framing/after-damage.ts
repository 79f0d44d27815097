import type { Reason } from "@spillway/errors";
import type { FramingState } from "./framing-state.ts";
import { CARRIAGE_RETURN, COMMA, LINE_FEED, OPEN_ARRAY, SPACE, TAB } from "./json-bytes.ts";
import { BRACKET_MISPLACED, CUT_WITHIN, type OpenFrame, STRING_OPEN } from "./open-frame.ts";

/** What hides the end of a value. */
export type Damage = "open string" | "bracket" | "cut";

const REASONS: Readonly<Record<Damage, Reason>> = {
  "open string": STRING_OPEN,
  bracket: BRACKET_MISPLACED,
  cut: CUT_WITHIN,
};

/** A value has no end. After a record the next one is looked for; else it goes on at once. */
export function damaged(state: FramingState, frame: OpenFrame, damage: Damage): void {
  const reason = REASONS[damage];
  const damageAt = damage === "cut" ? undefined : state.scan.at;
  if (frame.purpose === "record") {
    if (frame.begin === -1) {
      state.passScanned();
      state.settleLead();
      noteEnd(state, frame, state.at);
    }
    state.search.begin(frame, damageAt, damage === "open string");
    frame.doing = "search";
    frame.reason = reason;
    return;
  }
  state.passScanned();
  state.settleLead();
  state.close();
  state.endsInDamage = damage === "cut";
  state.give(frame, state.at, reason);
}

/** Goes on looking for the next record; false at the window's end. */
export function goOnSearching(state: FramingState, frame: OpenFrame, isEnd: boolean): boolean {
  const { search, maxBytes } = state;
  const { end } = state.window;
  const next = search.next(frame, isEnd);
  if (next === undefined && !isEnd) {
    if (frame.begin >= 0 && state.bytesTo(frame, end) > maxBytes) state.show(frame);
    if (frame.begin === -1) {
      noteEnd(state, frame, search.keepFrom);
      state.lead = leadOf(state, search.keepFrom);
      state.passTo(search.keepFrom);
    }
    return false;
  }
  state.endsInDamage = next === undefined;
  giveUp(state, frame, next ?? end, frame.reason ?? CUT_WITHIN);
  return true;
}

/** Gives a damaged record as such, and goes on where the next one begins. */
export function giveUp(state: FramingState, frame: OpenFrame, next: number, reason: Reason): void {
  const { window, search, containers } = state;
  state.lead = leadOf(state, next);
  state.passTo(next);
  state.close();
  state.isInLead = false;
  if (next < window.end && search.isDocument(next)) containers.leaveAll();
  const end = endBefore(state, frame, next);
  // Nothing of it is in the window, which begins among what stands between it and the next one.
  const endedAt = end === 0 ? frame.endedAt : undefined;
  state.give(frame, endedAt === undefined ? end : endedAt - window.base, reason);
}

/** Where a record ends before a place in the window: what stands between records is none of it. */
function endBefore({ window }: FramingState, frame: OpenFrame, place: number): number {
  const least = Math.max(0, frame.byte - window.base + 1);
  let end = place;
  while (end > least && BETWEEN.has(window.bytes[end - 1] ?? 0)) end -= 1;
  return end;
}

/** Keeps in mind where a record ended that goes on, before its bytes are let go. */
function noteEnd(state: FramingState, frame: OpenFrame, place: number): void {
  const end = endBefore(state, frame, place);
  if (end > 0) frame.endedAt = state.window.base + end;
}

const BETWEEN = new Set([SPACE, TAB, LINE_FEED, CARRIAGE_RETURN, COMMA, OPEN_ARRAY]);

/** Blanks at the beginning of the line of a place; of one that began before the window they are known. */
function leadOf({ window, lead }: FramingState, place: number): number {
  const lineFeed = place === 0 ? -1 : window.bytes.lastIndexOf(LINE_FEED, place - 1);
  if (lineFeed === -1) return lead;
  let at = lineFeed + 1;
  while (at < window.end && (window.bytes[at] === SPACE || window.bytes[at] === TAB)) at += 1;
  return at - lineFeed - 1;
}
