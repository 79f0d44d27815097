import { type Damage, damaged, giveUp } from "./after-damage.ts";
import type { FramingState } from "./framing-state.ts";
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  LINE_FEED,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "./json-bytes.ts";
import { type OpenFrame, tooLong } from "./open-frame.ts";

/** Goes on in a value that began with a bracket or a quote; false at the window's end. */
export function goOnInValue(state: FramingState, frame: OpenFrame, isEnd: boolean): boolean {
  const { scan, window, maxBytes, search } = state;
  const isLong = () => frame.shown === undefined && state.bytesTo(frame, scan.at) > maxBytes;
  // One that is too long and kept waits for the beginning of the next one, and is not looked at further.
  const result = isLong() ? "more" : scan.run(window.bytes, window.end);
  if (isLong()) {
    const next = frame.purpose === "record" ? search.within(frame, maxBytes) : undefined;
    if (next !== undefined) {
      if (!isEnd && !search.canTell(next)) return false;
      giveUp(state, frame, next, tooLong(maxBytes));
      return true;
    }
    state.show(frame);
  }
  if (result === "end") {
    complete(state, frame);
    return true;
  }
  const damage: Damage | undefined = result !== "more" ? result : isEnd ? "cut" : undefined;
  if (damage !== undefined) {
    damaged(state, frame, damage);
    return true;
  }
  if (frame.begin === -1) state.settleLead();
  return false;
}

function complete(state: FramingState, frame: OpenFrame): void {
  const { window, scan, landmarks, maxBytes } = state;
  const { bytes } = window;
  const end = scan.at;
  state.passScanned();
  state.settleLead();
  state.isInLead = false;
  const isLong = frame.shown !== undefined;
  if (frame.purpose === "name" && !isLong) {
    const name = stringOf(bytes.toString("utf8", frame.begin, end));
    if (name !== undefined) {
      state.frame = undefined;
      state.containers.named(name);
      return;
    }
  }
  state.close();
  if (frame.purpose === "skip") return;
  if (!isLong && landmarks.isLearning) {
    landmarks.learn(bytes.toString("latin1", frame.begin, end), frame);
  }
  state.give(frame, end, isLong ? tooLong(maxBytes) : undefined);
}

function stringOf(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Goes on in what is neither bracket nor string: a number, a word, or anything else. */
export function goOnInRun(state: FramingState, frame: OpenFrame, isEnd: boolean): boolean {
  const { scan, maxBytes } = state;
  const { bytes, end } = state.window;
  // The first byte is a part of it, whatever it is.
  let at = state.bytesTo(frame, scan.at) === 0 ? scan.at + 1 : scan.at;
  while (at < end && ENDS_RUN[bytes[at] ?? 0] !== 1) at += 1;
  scan.at = at;
  if (state.bytesTo(frame, at) > maxBytes && frame.shown === undefined) state.show(frame);
  if (at === end && !isEnd) return false;
  state.at = at;
  state.close();
  const problem = frame.shown === undefined ? undefined : tooLong(maxBytes);
  if (frame.purpose === "record") state.give(frame, at, problem);
  return true;
}

/** What ends a run of other bytes, by a table. */
const ENDS_RUN = new Uint8Array(256);
for (const byte of [LINE_FEED, COMMA, QUOTE]) ENDS_RUN[byte] = 1;
for (const byte of [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) ENDS_RUN[byte] = 1;
