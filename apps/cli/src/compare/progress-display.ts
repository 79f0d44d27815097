import { barOf } from "../command-line/progress-bar.ts";
import type { Terminal } from "../command-line/terminal.ts";
import { STRATEGIES, type Strategy } from "../strategies/strategy.ts";
import { STRATEGY_COLOURS } from "../strategies/strategy-colours.ts";
import { progressText, type StrategyProgress, shareOf } from "./progress-model.ts";

/** Shows how far each strategy is, on standard error. */
export interface ProgressDisplay {
  show(progress: StrategyProgress): void;
  /** Leaves the last state on the screen and gives the cursor back. A second call does nothing. */
  end(): void;
}

/** Nothing at all: for `--json`. */
export const silentProgress: ProgressDisplay = { show: () => {}, end: () => {} };

/** One bar a strategy that redraws itself; for a terminal. */
export async function liveProgress(
  terminal: Terminal,
  strategies: readonly Strategy[],
): Promise<ProgressDisplay> {
  const { createLogUpdate } = await import("log-update");
  const redraw = createLogUpdate(terminal.noteStream);
  const latest = new Map<Strategy, StrategyProgress>();
  const startedMs = performance.now();
  const draw = () => {
    const seconds = Math.floor((performance.now() - startedMs) / 1_000);
    const lines = strategies.map((strategy) =>
      barLine(terminal, strategy, latest.get(strategy), seconds),
    );
    redraw(lines.join("\n"));
  };
  const timer = setInterval(draw, 500);
  let ended = false;
  draw();
  return {
    show(progress) {
      latest.set(progress.strategy, progress);
      if (!ended) draw();
    },
    end() {
      if (ended) return;
      ended = true;
      clearInterval(timer);
      draw();
      redraw.done();
    },
  };
}

const NAME_WIDTH = Math.max(...STRATEGIES.map(({ length }) => length));

function barLine(
  terminal: Terminal,
  strategy: Strategy,
  progress: StrategyProgress | undefined,
  seconds: number,
): string {
  const { red, green, dim } = terminal.noteColours;
  const width = Math.max(8, Math.min(32, terminal.noteWidth - 50 - NAME_WIDTH));
  const { full, rest } = barOf(progress === undefined ? undefined : shareOf(progress), width);
  const colour = terminal.noteColours[STRATEGY_COLOURS[strategy]];
  const mark = { done: green("✔"), failed: red("✖"), invoking: " ", following: " " };
  const text = progress === undefined ? "starting" : progressText(progress);
  const end = progress?.phase === "done" || progress?.phase === "failed";
  return `${mark[progress?.phase ?? "invoking"]} ${strategy.padEnd(NAME_WIDTH)} ${colour(full)}${dim(rest)} ${text}${end ? "" : dim(`  ${seconds} s`)}`;
}

const LINE_EVERY_MS = 5_000;

/** A line when a phase changes and every 5 s; where standard error is a file or a log. */
export function plainProgress(terminal: Terminal): ProgressDisplay {
  const shown = new Map<Strategy, { phase: string; atMs: number; text: string }>();
  const startedMs = performance.now();
  return {
    show(progress) {
      const atMs = performance.now();
      const before = shown.get(progress.strategy);
      const text = progressText(progress);
      const due = before === undefined || atMs - before.atMs >= LINE_EVERY_MS;
      if (before?.phase === progress.phase && (!due || before.text === text)) return;
      shown.set(progress.strategy, { phase: progress.phase, atMs, text });
      const seconds = Math.floor((atMs - startedMs) / 1_000);
      terminal.note(`    ${progress.strategy.padEnd(NAME_WIDTH)} ${text} (${seconds} s)`);
    },
    end() {},
  };
}
