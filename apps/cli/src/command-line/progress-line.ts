import { barOf } from "./progress-bar.ts";
import type { Terminal } from "./terminal.ts";

/** How far something is. */
export interface Progress {
  /** From 0 to 1; undefined where nobody knows how much there is. */
  readonly share: number | undefined;
  /** What is told beside the bar, the most important first. */
  readonly words: readonly string[];
}

/** Shows how far a command is, on standard error. */
export interface ProgressLine {
  /** Called as often as there is something new; draws a few times a second. */
  show(progress: Progress): void;
  /** Says something between, above the bar. */
  note(text: string): void;
  /** Leaves the last state on the screen. A second call does nothing. */
  end(): void;
}

const REDRAW_MS = 200;
const LINE_EVERY_MS = 5_000;
const BAR_COLUMNS = 24;

/**
 * A bar that redraws itself on a terminal, a line every five seconds elsewhere, nothing for `--json`.
 *
 * @param nowMs a clock's milliseconds
 */
export async function progressLine(
  terminal: Terminal,
  json: boolean,
  nowMs: () => number,
): Promise<ProgressLine> {
  if (json) return { show: () => {}, note: () => {}, end: () => {} };
  const note = (text: string) => terminal.note(text);
  if (!terminal.noteStream.isTTY) {
    const lines = seldom(LINE_EVERY_MS, nowMs, ({ share, words }) => {
      const percent = share === undefined ? "" : `${Math.floor(Math.min(1, share) * 100)} % `;
      note(`    ${percent}${words.join(SEPARATOR)}`);
    });
    return { show: lines.show, note, end: () => {} };
  }
  const { createLogUpdate } = await import("log-update");
  const redraw = createLogUpdate(terminal.noteStream);
  const drawn = seldom(REDRAW_MS, nowMs, (progress) => {
    const { full, rest, words } = fitted(progress, terminal.noteWidth);
    const { cyan, dim } = terminal.noteColours;
    redraw(`${cyan(full)}${dim(rest)} ${words}`);
  });
  return {
    show: drawn.show,
    note: (text) => {
      redraw.clear();
      note(text);
    },
    end: () => {
      drawn.last();
      redraw.done();
    },
  };
}

const SEPARATOR = " · ";

/** Bar and words in a line that is never wider than the terminal; the last words go first. */
export function fitted({ share, words }: Progress, width: number) {
  // The last column stays free: some terminals break the line there.
  const room = width - 1;
  const bar = Math.max(0, Math.min(BAR_COLUMNS, Math.floor(width / 4)));
  let shown = words.length;
  const line = () => words.slice(0, shown).join(SEPARATOR);
  while (shown > 1 && bar + 1 + line().length > room) shown -= 1;
  return { ...barOf(share, bar), words: line().slice(0, Math.max(0, room - bar - 1)) };
}

/** Draws at most so often, the first time after as long, and the last state when it is asked for. */
function seldom(everyMs: number, nowMs: () => number, draw: (progress: Progress) => void) {
  let drawnMs = nowMs();
  let latest: Progress | undefined;
  return {
    show(progress: Progress) {
      latest = progress;
      if (nowMs() - drawnMs < everyMs) return;
      drawnMs = nowMs();
      draw(progress);
    },
    last() {
      if (latest !== undefined) draw(latest);
      latest = undefined;
    },
  };
}
