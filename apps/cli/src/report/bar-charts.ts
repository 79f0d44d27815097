import { type BarChart, formatCount, formatMoney, formatSeconds } from "@spillway/report-page";
import type { Comparison, StrategyResult } from "../compare/comparison.ts";
import type { StrategyFigures } from "../compare/figures.ts";
import { spikeTimes } from "../compare/spike-schedule.ts";
import { strategyEntries } from "../strategies/strategy.ts";
import { listed } from "./listed.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

type Strategies = Comparison["strategies"];

/** How long each strategy took. */
export function durationChart(strategies: Strategies): BarChart {
  const bars = barsOf(strategies, ({ secondsToComplete, written, records }) => {
    if (secondsToComplete === null) return "not complete";
    const part = written < records ? ` for ${formatCount(written)}` : "";
    return `${formatSeconds(secondsToComplete)}${part}`;
  });
  return {
    kind: "bars",
    id: "duration",
    title: "Time to complete",
    reading: `${totals(bars)}, until the last record was settled.`,
    unit: "s",
    format: "seconds",
    bars,
    parts: [
      {
        name: "Time to complete",
        tone: "bar",
        values: valuesOf(strategies, ({ figures }) => figures.secondsToComplete ?? 0),
      },
    ],
  };
}

/** What a month of such spikes costs by each strategy. */
export function costChart({ strategies, outputs }: Comparison): BarChart {
  const bars = barsOf(strategies, ({ cost }) => formatMoney(cost.month.totalUsd));
  const values = (of: "tableUsd" | "lambdaUsd" | "sqsUsd") =>
    valuesOf(strategies, ({ figures }) => figures.cost.month[of]);
  return {
    kind: "bars",
    id: "cost",
    title: "Cost of a month",
    reading: `${totals(bars)}, with a spike ${spikeTimes(outputs)}.`,
    unit: "US$",
    format: "dollars",
    bars,
    parts: [
      { name: "Table", tone: "bar", values: values("tableUsd") },
      { name: "Functions", tone: "lambda", values: values("lambdaUsd") },
      { name: "Queue", tone: "queue", values: values("sqsUsd") },
    ],
  };
}

function barsOf(
  strategies: Strategies,
  total: (figures: StrategyFigures) => string,
): BarChart["bars"] {
  return strategyEntries(strategies).map(([strategy, { figures }]) => ({
    tone: strategy,
    name: STRATEGY_WORDS[strategy].name,
    total: total(figures),
  }));
}

function valuesOf(strategies: Strategies, value: (of: StrategyResult) => number): number[] {
  return strategyEntries(strategies).map(([, result]) => value(result));
}

// `Direct 22 s for 904, buffered 46 s and spillover 38 s`
function totals(bars: BarChart["bars"]): string {
  return listed(
    bars.map(({ name, total }, index) => `${index === 0 ? name : name.toLowerCase()} ${total}`),
  );
}
