import type { WriteProgress } from "@spillway/table-writer";
import type { Terminal } from "../command-line/terminal.ts";
import { barOf } from "../compare/progress-model.ts";
import { formatCount, formatRate, formatSeconds } from "../report/format.ts";

/** Where a load stands. */
export interface LoadProgress {
  /** Bytes of the source that were read, and how many it has; undefined where nobody knows. */
  readonly bytesRead: number;
  readonly bytes: number | undefined;
  /** Counts of this run. */
  readonly write: WriteProgress | undefined;
  /** Records that earlier runs had done. */
  readonly before: number;
  readonly seconds: number;
}

/** A load's pace between two moments. */
export interface LoadPace {
  readonly recordsPerSecond: number;
  readonly unitsPerSecond: number;
  /** Undefined while it can't be told. */
  readonly secondsLeft: number | undefined;
}

/** The pace since an earlier moment. */
export function paceBetween(earlier: LoadProgress, now: LoadProgress): LoadPace {
  const seconds = Math.max(0.001, now.seconds - earlier.seconds);
  const since = (of: (write: WriteProgress) => number) =>
    ((now.write ? of(now.write) : 0) - (earlier.write ? of(earlier.write) : 0)) / seconds;
  const bytesPerSecond = (now.bytesRead - earlier.bytesRead) / seconds;
  const bytesLeft = now.bytes === undefined ? undefined : Math.max(0, now.bytes - now.bytesRead);
  return {
    recordsPerSecond: since((write) => write.written),
    unitsPerSecond: since((write) => write.unitsConsumed.table),
    secondsLeft:
      bytesLeft === undefined || bytesPerSecond <= 0 ? undefined : bytesLeft / bytesPerSecond,
  };
}

/** The share of the source that was read, from 0 to 1; undefined where nobody knows. */
export function shareRead({ bytes, bytesRead }: LoadProgress): number | undefined {
  if (bytes === undefined) return undefined;
  return bytes === 0 ? 1 : Math.min(1, bytesRead / bytes);
}

/** The counts in words: `48,200 written · 5,120/s · 5,120 units/s · 12 throttled · 40 s left`. */
export function progressWords({ write, before }: LoadProgress, pace: LoadPace): string {
  if (write === undefined) return "reading";
  const { written, rejected, failed, throttledWrites } = write;
  const left = pace.secondsLeft === undefined ? "" : `${formatSeconds(pace.secondsLeft)} left`;
  return [
    `${formatCount(before + written)} written`,
    `${formatRate(pace.recordsPerSecond)}/s`,
    `${formatRate(pace.unitsPerSecond)} units/s`,
    throttledWrites > 0 ? `${formatCount(throttledWrites)} throttled` : "",
    rejected > 0 ? `${formatCount(rejected)} rejected` : "",
    failed > 0 ? `${formatCount(failed)} failed` : "",
    left,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** Shows how far a load is, on standard error. */
export interface LoadDisplay {
  /** Called as often as there is something new. */
  show(progress: LoadProgress): void;
  /** Leaves the last state on the screen. A second call does nothing. */
  end(): void;
}

const REDRAW_MS = 200;
const LINE_EVERY_MS = 5_000;

/** A bar that redraws itself on a terminal, a line every five seconds elsewhere, nothing for `--json`. */
export async function loadDisplay(terminal: Terminal, json: boolean): Promise<LoadDisplay> {
  if (json) return { show: () => {}, end: () => {} };
  if (!terminal.noteStream.isTTY) {
    return everyMs(LINE_EVERY_MS, (progress, pace) => {
      const share = shareRead(progress);
      const percent = share === undefined ? "" : `${Math.floor(share * 100)} % `;
      terminal.note(`    ${percent}${progressWords(progress, pace)}`);
    });
  }
  const { createLogUpdate } = await import("log-update");
  const redraw = createLogUpdate(terminal.noteStream);
  const display = everyMs(REDRAW_MS, (progress, pace) => redraw(barLine(terminal, progress, pace)));
  return {
    show: display.show,
    end: () => {
      display.end();
      redraw.done();
    },
  };
}

function barLine(terminal: Terminal, progress: LoadProgress, pace: LoadPace): string {
  const { cyan, dim } = terminal.noteColours;
  const width = Math.max(8, Math.min(24, terminal.noteWidth - 80));
  const { full, rest } = barOf(shareRead(progress), width);
  return `${cyan(full)}${dim(rest)} ${progressWords(progress, pace)}`;
}

/** Draws at most so often, with the pace of the last seconds, and the last state at the end. */
function everyMs(
  everyMs: number,
  draw: (progress: LoadProgress, pace: LoadPace) => void,
): LoadDisplay {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let latest: LoadProgress | undefined;
  let ended = false;
  const marks: LoadProgress[] = [];
  return {
    show(progress) {
      latest = progress;
      const atMs = progress.seconds * 1_000;
      if (ended || atMs - drawnAtMs < everyMs) return;
      const isFirst = marks.length === 0;
      drawnAtMs = atMs;
      marks.push(progress);
      if (marks.length > PACE_MARKS) marks.shift();
      const [oldest = progress] = marks;
      if (!isFirst) draw(progress, paceBetween(oldest, progress));
    },
    end() {
      if (ended) return;
      ended = true;
      const [oldest] = marks;
      if (latest !== undefined && oldest !== undefined) draw(latest, paceBetween(oldest, latest));
    },
  };
}

/** Drawings that the pace is measured over. */
const PACE_MARKS = 25;
