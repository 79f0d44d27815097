import type { Strategy } from "./strategy.ts";

/** The colour of each strategy on a terminal. */
export const STRATEGY_COLOURS = {
  direct: "yellow",
  buffered: "cyan",
  spillover: "magenta",
} as const satisfies Readonly<Record<Strategy, string>>;
