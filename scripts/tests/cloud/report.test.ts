import { statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { lookAt } from "../report-page.ts";
import { root } from "../run-script.ts";

const report = join(root, ".spillway/reports/demo.html");

describe("the report", () => {
  // Writes of each strategy, throttled writes, both queues, time and cost.
  const CHARTS = 8;

  it("is one file that asks for nothing", () => {
    expect(statSync(report).size).toBeGreaterThan(10_000);
  });

  it.each([390, 1_440])("is drawn and readable at %i pixels", async (width) => {
    const page = await lookAt(pathToFileURL(report).href, width, CHARTS);
    expect(page.consoleErrors).toEqual([]);
    expect(page.requests).toEqual([pathToFileURL(report).href]);
    expect(new Set(page.charts).size).toBe(CHARTS);
    expect(page.scrollsSideways).toBe(false);
    expect(page.smallestTextPx).toBeGreaterThanOrEqual(11);
    expect(page.headline).toMatch(/1,000/);
  });
});
