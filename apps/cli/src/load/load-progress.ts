import type { WriteProgress } from "@spillway/table-writer";
import type { Terminal } from "../command-line/terminal.ts";
import { barOf } from "../compare/progress-model.ts";
import { formatCount, formatRate, formatSeconds } from "../report/format.ts";

/** Where a load stands. */
export interface LoadProgress {
  /** Bytes of the source that were read, and how many it has; undefined where nobody knows. */
  readonly bytesRead: number;
  readonly bytes: number | undefined;
  /** Records that were read, those that earlier runs had done included. */
  readonly recordsRead: number;
  /** Records that earlier runs had done, and how many of them were written. */
  readonly recordsBefore: number;
  readonly writtenBefore: number;
  /** Counts of this run. */
  readonly write: WriteProgress;
  /** Since this run began. */
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
  const [was, is] = [shareDone(earlier), shareDone(now)];
  const sharePerSecond = was === undefined || is === undefined ? 0 : (is - was) / seconds;
  return {
    recordsPerSecond: (now.write.written - earlier.write.written) / seconds,
    unitsPerSecond: (now.write.unitsConsumed.table - earlier.write.unitsConsumed.table) / seconds,
    secondsLeft: is === undefined || sharePerSecond <= 0 ? undefined : (1 - is) / sharePerSecond,
  };
}

/**
 * The share of the source that is done, from 0 to 1; undefined where nobody knows. What was read ahead
 * is not done, and how many bytes it has is told by the records that they gave.
 */
export function shareDone(progress: LoadProgress): number | undefined {
  const { bytes, bytesRead, recordsRead, recordsBefore, write } = progress;
  if (bytes === undefined) return undefined;
  if (bytes === 0 || recordsRead === 0) return bytes === 0 ? 1 : 0;
  const { written, deduplicated, rejected, failed, spilled } = write;
  const done = recordsBefore + written + deduplicated + rejected + failed + spilled;
  return Math.min(1, (bytesRead / bytes) * (done / recordsRead));
}

/** The counts in words: `48,200 written · 5,120/s · 5,120 units/s · 12 throttled · 40 s left`. */
export function progressWords({ write, writtenBefore }: LoadProgress, pace: LoadPace): string {
  const { written, rejected, failed, spilled, throttledWrites } = write;
  const counts = [
    ["throttled", throttledWrites],
    ["rejected", rejected],
    ["failed", failed],
    ["spilled", spilled],
  ] as const;
  return [
    `${formatCount(writtenBefore + written)} written`,
    `${formatRate(pace.recordsPerSecond)}/s`,
    `${formatRate(pace.unitsPerSecond)} units/s`,
    ...counts
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${formatCount(count)} ${name}`),
    ...(pace.secondsLeft === undefined ? [] : [`${formatSeconds(pace.secondsLeft)} left`]),
  ].join(" · ");
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
      const share = shareDone(progress);
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
  const { full, rest } = barOf(shareDone(progress), width);
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
