import {
  type FigureCell,
  formatCount,
  formatMoney,
  formatRate,
  formatSeconds,
} from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import type { StrategyFigures } from "../compare/figures.ts";
import { spikeTimes } from "../compare/spike-schedule.ts";
import { type ByStrategy, mapStrategies } from "../strategies/strategy.ts";

/** One figure of every strategy: in a table of the terminal and of the report. */
export interface FigureRow {
  readonly label: string;
  /** What the figure means, in a few words. */
  readonly note: string;
  readonly cells: ByStrategy<FigureCell>;
}

/** The figures of a comparison, row by row. */
export function figureRows(comparison: Comparison): FigureRow[] {
  const figures = mapStrategies(comparison.strategies, (result) => result.figures);
  const all = Object.values(figures);
  const row = (label: string, note: string, cell: (of: StrategyFigures) => FigureCell) => ({
    label,
    note,
    cells: mapStrategies(figures, cell),
  });
  const share = (value: number, of: (figures: StrategyFigures) => number) => {
    const largest = Math.max(...all.map(of));
    return largest > 0 ? value / largest : 0;
  };
  const rows: FigureRow[] = [
    row("Records", "in the spike", ({ records }) => counted(records)),
    row("Written", "found in the table by key", ({ written, records }) =>
      counted(written, written < records),
    ),
  ];
  // Without spillover it is none of one strategy and all of the other: nothing to read.
  if (figures.spillover !== undefined) {
    rows.push(
      row("Through the queue", "handed over by the function", ({ queued }) => counted(queued)),
    );
  }
  rows.push(
    row("Failed", "in a queue, with the reason", ({ failed }) => counted(failed, failed > 0)),
  );
  if (all.some(({ unaccounted }) => unaccounted > 0)) {
    rows.push(
      row("Unaccounted for", "found nowhere", ({ unaccounted }) =>
        counted(unaccounted, unaccounted > 0),
      ),
    );
  }
  rows.push(
    row("Throttled writes", "sent back, retries included", ({ throttledWrites }) => ({
      ...counted(throttledWrites, throttledWrites > 0),
      share: share(throttledWrites, (of) => of.throttledWrites),
    })),
    row("Peak", peakNote(comparison.outputs.metric_period_seconds), ({ peakWritesPerSecond }) => ({
      text: formatRate(peakWritesPerSecond),
      unit: "writes/s",
      share: share(peakWritesPerSecond, (of) => of.peakWritesPerSecond),
      alert: false,
    })),
    row("Function answered", "wrote or handed over all", ({ functionSeconds }) => ({
      text: formatSeconds(functionSeconds),
      unit: "",
      alert: false,
    })),
    row("Time to complete", "until the last was settled", (of) =>
      of.secondsToComplete === null
        ? { text: "not complete", unit: "", alert: true }
        : {
            text: formatSeconds(of.secondsToComplete),
            // Fast because it gave some up is not fast.
            unit: of.written < of.records ? `for ${formatCount(of.written)}` : "",
            share: share(of.secondsToComplete, (figures) => figures.secondsToComplete ?? 0),
            alert: false,
          },
    ),
    row("Cost of this spike", "at AWS list prices", ({ cost }) => money(cost.spike.totalUsd)),
    row("Cost of a month", `a spike ${spikeTimes(comparison.outputs)}`, ({ cost }) => ({
      ...money(cost.month.totalUsd),
      share: share(cost.month.totalUsd, (of) => of.cost.month.totalUsd),
    })),
  );
  return rows;
}

function peakNote(periodSeconds: number): string {
  return periodSeconds === 1 ? "highest second" : `highest mean of ${formatSeconds(periodSeconds)}`;
}

function counted(value: number, alert = false): FigureCell {
  return { text: formatCount(value), unit: "", alert };
}

function money(dollars: number): FigureCell {
  return { text: formatMoney(dollars), unit: "", alert: false };
}
