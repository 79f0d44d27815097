import { formatCount } from "@spillway/report-page";
import type { ComparedFigure } from "./compare-figures.ts";
import { causeOf, MOST_LATE, type PlanBenchResult } from "./plan-bench-result.ts";

const HEAD = ["", "planned", "measured", "off by", ""];

/** What was planned beside what was measured, for a terminal. */
export function planText(results: readonly PlanBenchResult[]): string {
  const blocks = results.map((result) => {
    const rows = result.figures.map((figure) => [
      `  ${nameOf(figure)}`,
      numberText(figure.planned),
      numberText(figure.measured),
      percentText(figure.offBy),
      verdictOf(result, figure),
    ]);
    return { title: titleOf(result), rows };
  });
  const all = [HEAD, ...blocks.flatMap(({ rows }) => rows)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === HEAD.length - 1
          ? cell.padEnd(width)
          : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  return [
    line(HEAD),
    ...blocks.flatMap(({ title, rows }) => [title, ...rows.map(line)]),
    "",
    summaryOf(results),
  ].join("\n");
}

function titleOf({ load, strategy, runs, lateShare, peakUnits }: PlanBenchResult): string {
  const again = runs === 1 ? "" : `; run ${runs} times, the generator was late`;
  const late =
    lateShare > MOST_LATE ? `; ${percentText(lateShare)} of the writes went out late` : "";
  const [planned, measured] = [formatCount(peakUnits.planned), formatCount(peakUnits.measured)];
  return `${load} (${strategy}${again}${late}; at most ${planned} units in a second planned, ${measured} measured)`;
}

function nameOf({ figure, index }: ComparedFigure): string {
  return index === undefined ? figure : `${figure} of ${index}`;
}

function verdictOf(result: PlanBenchResult, { figure, isWithin }: ComparedFigure): string {
  if (isWithin) return "within";
  const cause = causeOf(result, figure);
  return cause === undefined ? "OFF, and nobody knows why" : `off: ${cause}`;
}

function summaryOf(results: readonly PlanBenchResult[]): string {
  const figures = results.flatMap((result) => result.figures);
  const within = figures.filter(({ isWithin }) => isWithin).length;
  const loads = results.filter((result) => result.figures.every(({ isWithin }) => isWithin)).length;
  return `${loads} of ${results.length} loads as planned; ${within} of ${figures.length} figures: throttled writes within 5 % or 5 writes, time within 5 %, units within 1 %.`;
}

function numberText(value: number): string {
  const isWhole = Math.abs(value - Math.round(value)) < 0.005;
  return isWhole || value >= 1_000 ? formatCount(value) : value.toFixed(2);
}

function percentText(share: number): string {
  if (!Number.isFinite(share)) return "–";
  return `${(share * 100).toFixed(2)} %`;
}
