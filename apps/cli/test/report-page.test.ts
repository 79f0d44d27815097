import { expect, test } from "vitest";
import { reportModel } from "../src/report/report-model.ts";
import { readPageAssets, reportPage } from "../src/report/report-page.ts";
import { outputsWith, sampleComparison, sampleMetrics } from "./sample-comparison.ts";

const HOSTILE = `</script><img src=x onerror=alert(1)>"'&`;
const assets = { styles: "", scripts: ["draw()"] };

test("the model holds every figure, every chart, and the conditions", () => {
  const model = reportModel(sampleComparison(), sampleMetrics());
  expect(model.rows.map(({ label }) => label)).toEqual([
    "Records",
    "Written",
    "Failed",
    "Throttled writes",
    "Peak",
    "Time to complete",
    "Cost of this spike",
    "Cost of a month",
  ]);
  expect(model.charts.map(({ id }) => id)).toEqual([
    "writes-direct",
    "writes-buffered",
    "throttles",
    "queue",
    "duration",
    "cost",
  ]);
  expect(model.warnings).toEqual([]);
  expect(model.conditions.map(({ label }) => label)).toContain("Prices");
});

test("writes are shown a second, whatever the period", () => {
  const minutes = outputsWith({ metric_period_seconds: 60 });
  const metrics = sampleMetrics();
  const model = reportModel(sampleComparison({}, minutes), {
    ...metrics,
    grid: { ...metrics.grid, periodSeconds: 60, length: 2 },
    direct: { consumed: [600, 120], throttled: [60, 0], provisioned: [25, 25] },
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
  const { warnings, rows } = reportModel(lost, sampleMetrics());
  expect(warnings).toEqual([expect.stringContaining("3 of 1,000 records are unaccounted for")]);
  expect(rows.map(({ label }) => label)).toContain("Unaccounted for");

  const metrics = sampleMetrics();
  const early = reportModel(sampleComparison(), {
    ...metrics,
    buffered: { ...metrics.buffered, consumed: metrics.buffered.consumed.map(() => 0) },
  });
  expect(early.warnings).toEqual([expect.stringContaining("CloudWatch does not yet cover")]);
});

test("data can't become markup or end a script", () => {
  const comparison = sampleComparison(
    { direct: { failures: [{ code: HOSTILE, message: HOSTILE, records: 1 }] } },
    outputsWith({ environment: HOSTILE }),
  );
  const model = reportModel({ ...comparison, run: HOSTILE }, sampleMetrics());
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
  const page = reportPage(reportModel(sampleComparison(), sampleMetrics()), {
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
  const { charts } = reportModel(sampleComparison(), sampleMetrics());
  const page = reportPage(reportModel(sampleComparison(), sampleMetrics()), assets);
  const figures = page.split("<figure").slice(1);
  expect(figures).toHaveLength(charts.length);
  for (const [index, figure] of figures.entries()) {
    expect(figure).toContain(`aria-label="${charts[index]?.title}. `);
    expect(figure).toContain("<table>");
  }
  expect(figures[0]).toContain('<th scope="row">1 s</th><td>341</td><td>25</td>');
});
