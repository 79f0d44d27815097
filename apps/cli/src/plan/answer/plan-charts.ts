import type { LoadGrowth, Plan, StrategyPlan } from "@spillway/planner";
import {
  type BarChart,
  type Chart,
  formatCount,
  formatMoney,
  formatRate,
  formatSeconds,
  type LineChart,
  type TimeChart,
} from "@spillway/report-page";
import { notWritten } from "./strategy-figures.ts";

type Pictured = StrategyPlan & Required<Pick<StrategyPlan, "series">>;

/** Every chart of a plan's page, in their order. */
export function planCharts(plan: Plan, growth: LoadGrowth): readonly Chart[] {
  const pictured = plan.strategies.filter((one): one is Pictured => one.series !== undefined);
  const throttled = pictured.filter(({ throttledWrites }) => throttledWrites >= 0.5);
  return [
    ...pictured.map((strategy) => loadChart(strategy, plan.workload.kind)),
    ...(throttled.length === 0 ? [] : [throttlesChart(throttled)]),
    ...pictured.filter(({ mostBacklog }) => mostBacklog >= 0.5).map(backlogChart),
    costChart(plan),
    growthChart(plan, growth),
  ];
}

/** What is asked for against what there is, of the table. */
function loadChart(
  { key, name, series, throttledWrites, peakUnits }: Pictured,
  kind: Plan["workload"]["kind"],
): TimeChart {
  const { stepSeconds, peakAsked, resources } = series;
  const [table] = resources;
  const capacity = table?.provisioned ?? [];
  const isProvisioned = most(capacity) > 0;
  const throttles =
    throttledWrites < 0.5 ? "nothing is throttled" : `${formatCount(throttledWrites)} throttled`;
  const provided = isProvisioned ? `, capacity up to ${formatRate(most(capacity))}` : "";
  // A file is all there in its first second: beside that nothing else could be seen.
  const isBulk = kind === "bulk";
  const asked = isBulk
    ? "U"
    : `Up to ${formatRate(most(peakAsked))} writes a second are asked for, u`;
  return {
    kind: "time",
    id: `load-${key}`,
    title: sentenceCase(name),
    reading: `${asked}p to ${formatRate(peakUnits)} units used${provided}; ${throttles}.`,
    unit: "a second",
    firstSecond: 0,
    stepSeconds,
    series: [
      ...(isBulk
        ? []
        : [
            {
              name: "Writes asked for, the most",
              tone: "asked",
              shape: "area" as const,
              values: rounded(peakAsked),
            },
          ]),
      {
        name: `Units used${resources.length > 1 ? ", of the table" : ""}, in the mean`,
        tone: key,
        shape: "area",
        values: rounded(table?.consumed ?? []),
      },
      ...(isProvisioned
        ? [
            {
              name: "Capacity of the table",
              tone: "limit",
              shape: "limit" as const,
              values: rounded(capacity),
            },
          ]
        : []),
    ],
  };
}

function throttlesChart(strategies: readonly Pictured[]): TimeChart {
  const steps = Math.max(...strategies.map(({ series }) => series.stepSeconds));
  // A load that is drained for longer than another has more points, or longer ones.
  const alike = strategies.filter(({ series }) => series.stepSeconds === steps);
  const length = Math.max(...alike.map(({ series }) => series.throttled.length));
  const totals = strategies.map(
    ({ name, throttledWrites }) => `${formatCount(throttledWrites)} ${name}`,
  );
  return {
    kind: "time",
    id: "throttles",
    title: "Throttled writes a second",
    reading: `In all: ${totals.join("; ")}.`,
    unit: "throttled writes/s",
    firstSecond: 0,
    stepSeconds: steps,
    series: alike.map(({ key, name, series }) => ({
      name: sentenceCase(name),
      tone: key,
      shape: "area",
      values: Array.from(
        { length },
        (_, point) => Math.round(((series.throttled[point] ?? 0) / steps) * 10) / 10,
      ),
    })),
  };
}

function backlogChart({ key, name, series, mostBacklog, worstDelaySeconds }: Pictured): TimeChart {
  return {
    kind: "time",
    id: `backlog-${key}`,
    title: `${sentenceCase(name)}: writes that wait`,
    reading: `${formatCount(mostBacklog)} at the most, none for longer than ${formatSeconds(worstDelaySeconds)}.`,
    unit: "messages",
    firstSecond: 0,
    stepSeconds: series.stepSeconds,
    series: [
      {
        name: "Waiting",
        tone: key,
        shape: "area",
        values: series.waiting.map((writes) => Math.round(writes)),
      },
    ],
  };
}

const PARTS = [
  { name: "Table", tone: "bar", of: ["table"] },
  { name: "Indexes", tone: "limit", of: ["indexes"] },
  { name: "Functions and queue", tone: "queue", of: ["lambda", "sqs"] },
  { name: "Storage, S3, alarms", tone: "lambda", of: ["storage", "s3", "alarms"] },
  { name: "Once", tone: "throttled", of: ["once"] },
] as const;

function costChart({ strategies }: Plan): BarChart {
  const parts = PARTS.map(({ name, tone, of }) => ({
    name,
    tone,
    values: strategies.map(({ monthCost }) => of.reduce((sum, part) => sum + monthCost[part], 0)),
  }));
  return {
    kind: "bars",
    id: "cost",
    title: "Cost of a month",
    reading: "Of all ways, whether they write everything or not.",
    unit: "US$",
    format: "dollars",
    bars: strategies.map((strategy) => ({
      tone: strategy.key,
      name: `${shortName(strategy)}${notWritten(strategy) >= 0.5 ? " (loses writes)" : ""}`,
      total: formatMoney(strategy.monthCost.total),
    })),
    parts: parts.filter(({ values }) => most(values) >= 0.005),
  };
}

function growthChart(plan: Plan, { times, strategies, recommended }: LoadGrowth): LineChart {
  const nameOf = (key: string) => {
    const strategy = plan.strategies.find((one) => one.key === key);
    return strategy === undefined ? key : shortName(strategy);
  };
  const drawn = strategies.filter(({ dollarsOfMonth }) =>
    dollarsOfMonth.some((dollars) => dollars !== null),
  );
  const missing = strategies.filter((one) => !drawn.includes(one));
  const never =
    missing.length === 0
      ? ""
      : ` Never in time: ${missing.map(({ key }) => nameOf(key)).join(", ")}.`;
  const sizes = times.map((size) => `×${size}`);
  const taken = recommended.map(
    (key, place) => `${sizes[place]} ${key === null ? "none" : nameOf(key)}`,
  );
  return {
    kind: "lines",
    id: "growth",
    title: "Cost of a month as the load grows",
    reading: `Each size planned anew; a line has a gap where writes would be lost or late.${never} Recommended: ${taken.join(", ")}.`,
    unit: "US$",
    format: "dollars",
    scale: "log",
    over: "Load",
    sizes,
    series: drawn.map(({ key, dollarsOfMonth }) => ({
      name: nameOf(key),
      tone: key,
      values: dollarsOfMonth.map((dollars) =>
        dollars === null ? null : Math.round(dollars * 100) / 100,
      ),
    })),
  };
}

const SHORT = {
  "on-demand": "On demand",
  "on-demand-maximum": "On demand, limited",
  fixed: "Fixed",
  "auto-scaling": "Auto Scaling",
  scaler: "Scaler",
  "scaler-predicting": "Scaler, predicting",
  buffered: "Buffered",
  spillover: "Spillover",
  direct: "Direct",
  import: "Import from S3",
} as const;

/** A strategy's name without its capacity, where there is no room for it. */
export function shortName({ key }: Pick<StrategyPlan, "key">): string {
  return SHORT[key];
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function most(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), 0);
}

/** A page of so many numbers needs no more digits than can be seen. */
function rounded(values: readonly number[]): readonly number[] {
  return values.map((value) => Math.round(value * 10) / 10);
}
