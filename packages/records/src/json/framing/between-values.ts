import { recordsReason } from "../../records-error.ts";
import type { FramingState } from "./framing-state.ts";
import {
  CARRIAGE_RETURN,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isMark,
  LINE_FEED,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  SPACE,
  TAB,
} from "./json-bytes.ts";

/** Passes over what is between values, up to where one begins that is framed; false at the window's end. */
export function passBetween(state: FramingState): boolean {
  const { bytes, end } = state.window;
  while (state.at < end) {
    const byte = bytes[state.at] ?? 0;
    if (byte === LINE_FEED) {
      state.line += 1;
      state.lead = 0;
      state.isInLead = true;
    } else if (byte === SPACE || byte === TAB) {
      if (state.isInLead) state.lead += 1;
    } else if (byte !== CARRIAGE_RETURN && !isMark(byte)) {
      state.isInLead = false;
      if (!isSign(state, byte)) {
        beginValue(state, byte);
        if (state.frame !== undefined) return true;
      }
    }
    state.at += 1;
  }
  return false;
}

/** Whether a byte is a sign between values, which then is obeyed. */
function isSign(state: FramingState, byte: number): boolean {
  const { containers } = state;
  if (byte === COMMA) {
    containers.valueDone();
    return true;
  }
  if (byte === COLON) {
    const isExpected = containers.expectsColon;
    if (isExpected) containers.colon();
    return isExpected;
  }
  if (byte !== CLOSE_OBJECT && byte !== CLOSE_ARRAY) return false;
  const left = containers.leave(byte);
  if (left?.useless !== undefined) {
    const { members, ...place } = left.useless;
    const came = members.length === 0 ? "nothing" : members.join(", ");
    const message = `expected an object with records in it, as the first one has; came one with ${came}`;
    const problem = recordsReason("JSON_WITHOUT_RECORDS", message);
    const { at } = state;
    const where = { begin: at, end: at, names: [], document: containers.documents };
    state.found.add({ ...where, ...place, problem, text: undefined });
  }
  return left !== undefined;
}

/** Begins what a byte begins: a name, a value that is framed, one that is entered. */
function beginValue(state: FramingState, byte: number): void {
  const { containers } = state;
  const isBracket = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
  const doing = isBracket || byte === QUOTE ? "value" : "run";
  if (containers.expectsName && byte === QUOTE) {
    state.begin("name", "value");
    return;
  }
  // A bracket where a name should be: the array of records was closed too early.
  if (containers.expectsName && isBracket) containers.enterAgain();
  const role = containers.roleOfNext();
  // What can't stand here is given, so that somebody says so.
  if (role === undefined) {
    state.begin("record", doing);
    return;
  }
  const fate = byte === OPEN_OBJECT ? role.object : byte === OPEN_ARRAY ? role.array : role.scalar;
  if (fate === "frame" || fate === "skip") {
    state.begin(fate === "frame" ? "record" : "skip", doing);
    return;
  }
  const place = { line: state.line, byte: state.window.base + state.at };
  containers.enter(byte === OPEN_OBJECT ? OPEN_OBJECT : OPEN_ARRAY, fate, place);
}
