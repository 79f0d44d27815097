import { readPageAssets } from "@spillway/report-page";
import { fixedSpikesPattern } from "@spillway/simulator";
import { expect, it } from "vitest";
import { runShape } from "../src/scaling/run-scaling.ts";
import { scalingPage } from "../src/scaling/scaling-page.ts";
import { scalingText } from "../src/scaling/scaling-text.ts";

const shape = runShape(fixedSpikesPattern({ seed: 1, days: 2, writesPerSecond: 30 }), {
  seriesPoints: 16,
});
const POLICIES = [
  "Spillway",
  "Spillway, predicting",
  "Spillway, thrifty",
  "Application Auto Scaling",
];

it("draws load against capacity for everyone who steers, in a page that loads nothing", async () => {
  const html = scalingPage([shape], "seed 1", await readPageAssets());
  const charts = JSON.parse(/id="report-charts">(.*?)<\/script>/s.exec(html)?.[1] ?? "[]");
  expect(charts.map(({ title }: { title: string }) => title)).toEqual(
    POLICIES.map((name) => `fixed spikes: ${name}`),
  );
  for (const { series } of charts) {
    const [asked, throttled, capacity] = series;
    // Three hours each: at nine in the morning ten times the usual 30 a second.
    expect(Math.max(...asked.values)).toBeGreaterThan(250);
    expect(throttled.values).toHaveLength(16);
    expect(Math.max(...capacity.values)).toBeGreaterThan(50);
  }
  expect(html).toContain("default-src 'none'");
});

it("prints everyone's figures beside each other", () => {
  const text = scalingText([shape]);
  for (const name of [...POLICIES, "fixed at the peak", "on-demand"]) expect(text).toContain(name);
  const widths = text
    .split("\n")
    .slice(1, 8)
    .map((line) => line.length);
  expect(new Set(widths).size).toBe(1);
});
