import type { Chart } from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import type { RunMetrics } from "../metrics/run-metrics.ts";
import { strategyEntries } from "../strategies/strategy.ts";
import { costChart, durationChart } from "./bar-charts.ts";
import { queueChart, throttlesChart, timesOf, writesChart } from "./time-charts.ts";

/** Every chart of the report, in its order. */
export function chartsOf(comparison: Comparison, metrics: RunMetrics): Chart[] {
  const times = timesOf(comparison, metrics.grid);
  const shown = strategyEntries(comparison.strategies).flatMap(([strategy, { figures }]) => {
    const measured = metrics.strategies[strategy];
    return measured === undefined ? [] : [{ strategy, figures, measured }];
  });
  return [
    ...shown.map((one) => writesChart(one, times)),
    throttlesChart(shown, times),
    // An empty queue is no picture: nothing had to spill.
    ...shown
      .filter(({ figures }) => figures.queued > 0)
      .flatMap(({ strategy, measured: { queue } }) =>
        queue === null ? [] : [queueChart(strategy, queue, times)],
      ),
    durationChart(comparison.strategies),
    costChart(comparison),
  ];
}
