import { formatSeconds } from "@spillway/report-page";
import type { DeployedStrategy } from "../strategies/deployed-strategies.ts";
import type { Strategy } from "../strategies/strategy.ts";

/** What is said of each strategy wherever it is shown. */
interface StrategyWords {
  readonly name: string;
  /** What the part of the sentence that is about it begins with. */
  readonly opening: string;
  /** How it writes, for someone who has not heard of it. */
  readonly explanation: (deployed: DeployedStrategy) => string;
}

export const STRATEGY_WORDS: Readonly<Record<Strategy, StrategyWords>> = {
  direct: {
    name: "Direct",
    opening: "Written directly",
    explanation: () =>
      "One function writes the spike in batches as fast as it can, and tries what comes back again a few times. What is still unwritten then is in a failure queue.",
  },
  buffered: {
    name: "Buffered",
    opening: "through the queue",
    explanation: ({ windowSeconds }) =>
      `A function sends the spike to a queue, each record held back so that they are due evenly over ${formatSeconds(windowSeconds)}; another function drains the queue at the table's pace.`,
  },
  spillover: {
    name: "Spillover",
    opening: "with spillover",
    explanation: ({ writeSeconds }) =>
      `A function writes at the pace that the table allows, saved burst included, for ${formatSeconds(writeSeconds ?? 0)} at the most. What does not fit by then spills into a queue, and another function drains it: fast while it can be, and nothing is lost when it can't.`,
  },
};
