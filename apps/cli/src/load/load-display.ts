import { type LoadPace, type LoadProgress, paceBetween } from "@spillway/load";
import type { Terminal } from "../command-line/terminal.ts";
import { barLine, textLine } from "./load-progress-text.ts";

/** Shows how far a load is, on standard error. */
export interface LoadDisplay {
  /** Called as often as there is something new. */
  show(progress: LoadProgress): void;
  /** Says something between, above the bar. */
  note(text: string): void;
  /** Leaves the last state on the screen. A second call does nothing. */
  end(): void;
}

const REDRAW_MS = 200;
const LINE_EVERY_MS = 5_000;

/** A bar that redraws itself on a terminal, a line every five seconds elsewhere, nothing for `--json`. */
export async function loadDisplay(terminal: Terminal, json: boolean): Promise<LoadDisplay> {
  if (json) return { show: () => {}, note: () => {}, end: () => {} };
  const note = (text: string) => terminal.note(text);
  if (!terminal.noteStream.isTTY) {
    const lines = drawing({ everyMs: LINE_EVERY_MS, endsAlways: false }, (progress, pace) =>
      note(textLine(progress, pace)),
    );
    return { ...lines, note };
  }
  const { createLogUpdate } = await import("log-update");
  const redraw = createLogUpdate(terminal.noteStream);
  const display = drawing({ everyMs: REDRAW_MS, endsAlways: true }, (progress, pace) => {
    const { full, rest, words } = barLine(progress, pace, terminal.noteWidth);
    const { cyan, dim } = terminal.noteColours;
    redraw(`${cyan(full)}${dim(rest)} ${words}`);
  });
  return {
    show: display.show,
    note: (text) => {
      redraw.clear();
      note(text);
    },
    end: () => {
      display.end();
      redraw.done();
    },
  };
}

/** Draws at most so often, with the pace of the last seconds, and the last state at the end. */
function drawing(
  { everyMs, endsAlways }: { readonly everyMs: number; readonly endsAlways: boolean },
  draw: (progress: LoadProgress, pace: LoadPace | undefined) => void,
): Omit<LoadDisplay, "note"> {
  let drawnAtMs = 0;
  let latest: LoadProgress | undefined;
  let hasDrawn = false;
  let ended = false;
  const marks: LoadProgress[] = [];
  return {
    show(progress) {
      latest = progress;
      const atMs = progress.seconds * 1_000;
      if (ended || (marks.length > 0 && atMs - drawnAtMs < everyMs)) return;
      drawnAtMs = atMs;
      marks.push(progress);
      if (marks.length > PACE_MARKS) marks.shift();
      const [oldest] = marks;
      if (oldest === undefined || oldest === progress) return;
      hasDrawn = true;
      draw(progress, paceBetween(oldest, progress));
    },
    end() {
      if (ended) return;
      ended = true;
      // The report that follows says how fast all of it was.
      if (latest !== undefined && (hasDrawn || endsAlways)) draw(latest, undefined);
    },
  };
}

/** Drawings that the pace is measured over. */
const PACE_MARKS = 25;
