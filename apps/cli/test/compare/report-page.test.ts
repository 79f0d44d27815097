import { pricesOf } from "@spillway/capacity";
import { readPageAssets } from "@spillway/report-page";
import { expect, test } from "vitest";
import type { Comparison } from "../../src/compare/comparison.ts";
import type { RunMetrics } from "../../src/metrics/run-metrics.ts";
import { reportModel, withMetrics } from "../../src/report/report-model.ts";
import { reportPage } from "../../src/report/report-page.ts";
import {
  OUTPUT_VALUES,
  outputsWith,
  sampleComparison,
  sampleMetrics,
  WITHOUT_SPILLOVER,
} from "./sample-comparison.ts";

/** The model of a comparison in us-east-1. */
const modelOf = (comparison: Comparison, metrics: RunMetrics) =>
  reportModel(comparison, metrics, pricesOf("us-east-1"));

const HOSTILE = `</script><img src=x onerror=alert(1)>"'&`;
const assets = { styles: "", scripts: ["draw()"] };

test("the model holds every figure, every chart, and the conditions", () => {
  const model = modelOf(sampleComparison(), sampleMetrics());
  expect(model.rows.map(({ label }) => label)).toEqual([
    "Records",
    "Written",
    "Through the queue",
    "Failed",
    "Throttled writes",
    "Peak",
    "Function answered",
    "Time to complete",
    "Cost of this spike",
    "Cost of a month",
  ]);
  expect(model.charts.map(({ id }) => id)).toEqual([
    "writes-direct",
    "writes-buffered",
    "writes-spillover",
    "throttles",
    "queue-buffered",
    "queue-spillover",
    "duration",
    "cost",
  ]);
  expect(model.ways.map(({ strategy }) => strategy)).toEqual(["direct", "buffered", "spillover"]);
  expect(model.warnings).toEqual([]);
  expect(model.conditions.map(({ label }) => label)).toContain("Prices");
});

test.each([
  ["rate(10 minutes)", "a spike every 10 minutes"],
  ["rate(1 hour)", "a spike every hour"],
  ["cron(0 9 ? * MON-FRI *)", "a spike by cron(0 9 ? * MON-FRI *)"],
])("a month's spikes are those of the deployed schedule: %s", (schedule_expression, words) => {
  const spike = { ...OUTPUT_VALUES.spike, schedule_expression };
  const { charts, rows } = modelOf(sampleComparison({}, outputsWith({ spike })), sampleMetrics());
  expect(rows.find(({ label }) => label === "Cost of a month")?.note).toBe(words);
  expect(charts.find(({ id }) => id === "cost")?.reading).toContain(`with ${words}.`);
});

test.each([
  [
    10,
    30,
    "runs 30 times faster than AWS: 10 s stand for DynamoDB's 300 s, and a window of 30 s for one of 15 min.",
  ],
  [
    15,
    45,
    "runs 20 times faster than AWS: 15 s stand for DynamoDB's 300 s, and a window of 45 s for one of 15 min.",
  ],
  [300, 900, "as many seconds as it was started with."],
])(
  "time is scaled as it was deployed: a burst of %d s, a window of %d s",
  (burst_seconds, distribution_window_seconds, words) => {
    const buffered = { ...OUTPUT_VALUES.spike.buffered, distribution_window_seconds };
    const outputs = outputsWith({ burst_seconds, spike: { ...OUTPUT_VALUES.spike, buffered } });
    const { conditions } = modelOf(sampleComparison({}, outputs), sampleMetrics());
    expect(conditions.find(({ label }) => label === "Burst")?.text).toMatch(
      new RegExp(`${words}$`),
    );
  },
);

test("the costs are those of the region whose prices are given, and say so", () => {
  const prices = pricesOf("eu-central-1");
  const { conditions } = reportModel(sampleComparison(), sampleMetrics(), prices);
  expect(conditions.find(({ label }) => label === "Prices")?.text).toMatch(
    /^AWS list prices of eu-central-1 as of 20\d\d-\d\d, without free tiers\./,
  );
  const { strategies } = withMetrics(sampleComparison(), sampleMetrics(), prices);
  expect(strategies.direct?.figures.cost.month.tableUsd).toBeCloseTo(25 * 730 * 0.000793, 6);
});

test("without spillover there are two of everything", () => {
  const model = modelOf(sampleComparison({}, outputsWith(WITHOUT_SPILLOVER)), sampleMetrics());
  expect(model.rows.map(({ label }) => label)).not.toContain("Through the queue");
  expect(model.rows.map(({ cells }) => Object.keys(cells).length)).toEqual(model.rows.map(() => 2));
  expect(model.charts.map(({ id }) => id).join(" ")).not.toContain("spillover");
  const page = reportPage(model, assets);
  expect(page).toContain("One spike, two ways");
  expect(page).not.toMatch(/spillover/i);
});

test("the queue that nothing spilled into is not drawn", () => {
  const report = { read: 1_000, failed: 0, sent: 0, spilled: 0, errors: [] };
  const { charts, rows } = modelOf(sampleComparison({ spillover: { report } }), sampleMetrics());
  expect(charts.map(({ id }) => id)).not.toContain("queue-spillover");
  expect(rows.find(({ label }) => label === "Through the queue")?.cells).toMatchObject({
    direct: { text: "0" },
    buffered: { text: "1,000" },
    spillover: { text: "0" },
  });
});

test("each strategy has its own column, bar and colour", () => {
  const model = modelOf(sampleComparison(), sampleMetrics());
  const page = reportPage(model, assets);
  for (const strategy of ["direct", "buffered", "spillover"]) {
    expect(page).toContain(`role="columnheader" class="${strategy}">`);
    expect(page).toContain(`<em class="${strategy}">`);
    expect(page).toContain(`background:var(--${strategy})`);
  }
  const duration = model.charts.find(({ id }) => id === "duration");
  expect(duration).toMatchObject({
    reading:
      "Direct 22 s for 904, buffered 46 s and spillover 38 s, until the last record was settled.",
    bars: [{ tone: "direct" }, { tone: "buffered" }, { tone: "spillover" }],
    parts: [{ values: [21.9, 46.2, 38.4] }],
  });
});

test("writes are shown a second, whatever the period", () => {
  const minutes = outputsWith({ metric_period_seconds: 60 });
  const table = { consumed: [600, 120], throttled: [60, 0], provisioned: [25, 25] };
  const metrics = sampleMetrics({ direct: { table } });
  const model = modelOf(sampleComparison({}, minutes), {
    ...metrics,
    grid: { ...metrics.grid, periodSeconds: 60, length: 2 },
  });
  const chart = model.charts.find(({ id }) => id === "writes-direct");
  expect(chart).toMatchObject({ stepSeconds: 60, series: [{ values: [10, 2] }, {}] });
  expect(model.rows.find(({ label }) => label === "Peak")).toMatchObject({
    note: "highest mean of 60 s",
    cells: { direct: { text: "10", unit: "writes/s" } },
  });
});

test("what is lost or not yet measured is said at the top", () => {
  const lost = sampleComparison({
    buffered: {
      accounting: { records: 1_000, written: 997, failed: 0, unaccounted: 3 },
      secondsToComplete: null,
    },
  });
  const { warnings, rows } = modelOf(lost, sampleMetrics());
  expect(warnings).toEqual([expect.stringContaining("3 of 1,000 records are unaccounted for")]);
  expect(rows.map(({ label }) => label)).toContain("Unaccounted for");

  const table = { consumed: [0], throttled: [0], provisioned: [25] };
  const early = modelOf(sampleComparison(), sampleMetrics({ spillover: { table } }));
  expect(early.warnings).toEqual([expect.stringContaining("CloudWatch does not yet cover")]);
});

test("data can't become markup or end a script", () => {
  const comparison = sampleComparison(
    { direct: { failures: [{ code: HOSTILE, message: HOSTILE, records: 1 }] } },
    outputsWith({ environment: HOSTILE }),
  );
  const model = modelOf({ ...comparison, run: HOSTILE }, sampleMetrics());
  const [first, ...others] = model.charts;
  if (first === undefined) throw new Error("a chart was expected");
  const page = reportPage(
    { ...model, charts: [{ ...first, title: HOSTILE, reading: HOSTILE }, ...others] },
    assets,
  );
  expect(page).not.toContain("<img");
  expect(page.match(/<\/script>/g)).toHaveLength(2);
  expect(page).toContain("&lt;/script&gt;&lt;img");
});

test("the page asks the network for nothing", async () => {
  const { styles, scripts } = await readPageAssets();
  const page = reportPage(modelOf(sampleComparison(), sampleMetrics()), {
    styles,
    scripts: [],
  });
  expect(page).toContain("default-src 'none'");
  expect(page.match(/\b(?:src|href)="(?!data:)[^"]*"/g)).toBeNull();
  expect(page.match(/@import|url\(/g)).toBeNull();
  // The library and what draws with it are in the page, and can't end their element early.
  expect(scripts.map((script) => script.length > 1_000)).toEqual([true, true]);
  expect(scripts.some((script) => script.includes("</script"))).toBe(false);
});

test("every chart has a name for screen readers and its numbers in a table", () => {
  const { charts } = modelOf(sampleComparison(), sampleMetrics());
  const page = reportPage(modelOf(sampleComparison(), sampleMetrics()), assets);
  const figures = page.split("<figure").slice(1);
  expect(figures).toHaveLength(charts.length);
  for (const [index, figure] of figures.entries()) {
    expect(figure).toContain(`aria-label="${charts[index]?.title}. `);
    expect(figure).toContain("<table>");
  }
  expect(figures[0]).toContain('<th scope="row">1 s</th><td>341</td><td>25</td>');
});
