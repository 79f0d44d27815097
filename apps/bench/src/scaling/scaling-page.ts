import {
  type Chart,
  escapeHtml,
  type FigureTable,
  figureTable,
  formatCount,
  formatMoney,
  formatRate,
  htmlPage,
  listSection,
  type PageAssets,
} from "@spillway/report-page";
import type { SimulationResult } from "@spillway/simulator";
import type { ShapeResult } from "./run-scaling.ts";
import { CONTENDERS, type ContenderKey } from "./scaling-policies.ts";
import { figuresOf, type ScalingFigures } from "./scaling-text.ts";

/** Points of a chart of thirty days: three hours each. */
export const CHART_POINTS = 240;

/** The colours of the report's strategies, since a page has those. */
const TONES: Readonly<Record<ContenderKey, string>> = {
  spillway: "buffered",
  "spillway-predicting": "spillover",
  "spillway-clients": "limit",
  thrifty: "used",
  "auto-scaling": "direct",
  fixed: "lambda",
  "on-demand": "queue",
};

/** Throttled writes, dollars and decreases of each load, and a picture of each that is steered. */
export function scalingPage(
  shapes: readonly ShapeResult[],
  conditions: string,
  assets: PageAssets,
): string {
  return htmlPage(
    {
      title: "Spillway: who steers a table's capacity",
      place: ["Spillway", "thirty virtual days of each load"],
      headline: escapeHtml(headlineOf(shapes)),
      warnings: [],
      figures: shapes.map((shape) => figureTable(tableOf(shape))).join("\n"),
      charts: shapes.flatMap(chartsOf),
      sections: [listSection("conditions", "Conditions", [{ label: "All", text: conditions }])],
      madeBy: "pnpm bench --scaling --html",
    },
    assets,
  );
}

function headlineOf(shapes: readonly ShapeResult[]): string {
  const of = (key: ContenderKey, what: keyof Pick<ScalingFigures, "throttledWrites" | "dollars">) =>
    shapes.reduce((sum, { results }) => sum + figuresOf(results[key])[what], 0);
  const told = (name: string, key: ContenderKey) =>
    `${name} throttled ${formatCount(of(key, "throttledWrites"))} writes for ${formatMoney(of(key, "dollars"))}`;
  return `Over all loads ${[
    told("Spillway", "spillway"),
    told("with prediction it", "spillway-predicting"),
    told("with wrapped clients it", "spillway-clients"),
    told("set to be thrifty it", "thrifty"),
    told("Application Auto Scaling", "auto-scaling"),
  ].join(", ")}.`;
}

function tableOf({ shape, results }: ShapeResult): FigureTable {
  const figures = CONTENDERS.map((key) => figuresOf(results[key]));
  const row = (
    label: string,
    note: string,
    of: (one: ScalingFigures) => number,
    format: (value: number) => string,
    isBad = false,
  ) => {
    const most = Math.max(...figures.map(of));
    const cells = figures.map((one) => ({
      text: format(of(one)),
      unit: "",
      share: most > 0 ? of(one) / most : 0,
      alert: isBad && of(one) >= 1,
    }));
    return { label, note, cells };
  };
  return {
    caption: `${shape}: ${formatCount(results.fixed.writes.asked)} writes`,
    columns: CONTENDERS.map((key) => ({ tone: TONES[key], name: results[key].policy })),
    rows: [
      row("Throttled writes", "in 30 days", (one) => one.throttledWrites, formatCount, true),
      row("Dollars", "in 30 days", (one) => one.dollars, formatMoney),
      row("Unit-hours", "provisioned", (one) => one.unitHours, formatCount),
      row("Decreases", "table and index", (one) => one.decreases, formatCount),
    ],
  };
}

/** Those whose capacity changes: a fixed one and on demand are no picture. */
const PICTURED = ["spillway", "spillway-predicting", "thrifty", "auto-scaling"] as const;

function chartsOf({ shape, results }: ShapeResult): readonly Chart[] {
  return PICTURED.map((key) => chartOf(shape, key, results[key]));
}

function chartOf(
  shape: string,
  key: ContenderKey,
  { policy, series, writes }: SimulationResult,
): Chart {
  const { stepSeconds, peakAsked, throttled, resources } = series;
  const capacity = resources[0]?.provisioned ?? [];
  return {
    kind: "time",
    id: `${shape.replaceAll(" ", "-")}-${key}`,
    title: `${shape}: ${policy}`,
    reading: `Up to ${formatRate(Math.max(...peakAsked))} writes a second, capacity up to ${formatRate(Math.max(...capacity))}; ${formatCount(writes.throttled)} writes throttled. The most of each ${formatCount(stepSeconds / 3_600)} hours.`,
    unit: "a second",
    firstSecond: 0,
    stepSeconds,
    series: [
      { name: "Asked for", tone: "used", shape: "area", values: rounded(peakAsked) },
      {
        name: "Throttled, in the mean",
        tone: "throttled",
        shape: "area",
        values: rounded(throttled.map((attempts) => attempts / stepSeconds)),
      },
      { name: "Capacity of the table", tone: "limit", shape: "limit", values: rounded(capacity) },
    ],
  };
}

/** A page of so many numbers needs no more digits than can be seen. */
function rounded(values: readonly number[]): readonly number[] {
  return values.map((value) => Math.round(value * 10) / 10);
}
