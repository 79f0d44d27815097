import type { Comparison } from "../compare/comparison.ts";
import { STRATEGIES, type Strategy, type StrategyFigures } from "../compare/figures.ts";
import { formatCount, formatMoney, formatRate, formatSeconds } from "./format.ts";

/** One figure of both strategies: in a table of the terminal and of the report. */
export interface FigureRow {
  readonly label: string;
  /** What the figure means, in a few words. */
  readonly note: string;
  readonly cells: Readonly<Record<Strategy, FigureCell>>;
}

export interface FigureCell {
  readonly text: string;
  /** The unit, where the number alone doesn't say it. */
  readonly unit: string;
  /** Share of the larger of both strategies' values, from 0 to 1; for a bar. Absent: no bar. */
  readonly share?: number;
  /** Worth a second look: throttled, failed, lost. */
  readonly alert: boolean;
}

/** The figures of a comparison, row by row. */
export function figureRows(comparison: Comparison): FigureRow[] {
  const { direct, buffered } = comparison.strategies;
  const figures = { direct: direct.figures, buffered: buffered.figures };
  const lost = figures.direct.unaccounted + figures.buffered.unaccounted > 0;
  const row = (label: string, note: string, cell: (of: StrategyFigures) => FigureCell) => ({
    label,
    note,
    cells: { direct: cell(figures.direct), buffered: cell(figures.buffered) },
  });
  const share = (value: number, of: (figures: StrategyFigures) => number) => {
    const largest = Math.max(...STRATEGIES.map((strategy) => of(figures[strategy])));
    return largest > 0 ? value / largest : 0;
  };
  const period = comparison.outputs.metric_period_seconds;
  const rows: FigureRow[] = [
    row("Records", "in the spike", ({ records }) => counted(records)),
    row("Written", "found in the table by key", ({ written, records }) =>
      counted(written, written < records),
    ),
    row("Failed", "kept in a queue, with the reason", ({ failed }) => counted(failed, failed > 0)),
  ];
  if (lost) {
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
    row("Peak", peakNote(period), ({ peakWritesPerSecond }) => ({
      text: formatRate(peakWritesPerSecond),
      unit: "writes/s",
      share: share(peakWritesPerSecond, (of) => of.peakWritesPerSecond),
      alert: false,
    })),
    row("Time to complete", "until the last record was settled", (of) =>
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
    row("Cost of a month", "a spike every 10 minutes", ({ cost }) => ({
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
