import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesOf } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Comparison } from "../../src/compare/comparison.ts";
import { loadComparison, saveComparison } from "../../src/compare/comparison-file.ts";
import { reportModel } from "../../src/report/report-model.ts";
import {
  outputsBeforeFeatures,
  outputsWith,
  sampleComparison,
  sampleMetrics,
  WITHOUT_SPILLOVER,
} from "./sample-comparison.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-comparisons-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The same comparison as it was kept when there were two strategies. */
function asVersion1({ strategies, outputs, prices: _, ...rest }: Comparison) {
  const before = Object.entries(strategies).map(([strategy, { figures, outcome }]) => {
    const { queued, functionSeconds, ...kept } = figures;
    return [strategy, { figures: kept, outcome }];
  });
  return {
    ...rest,
    version: 1,
    outputs: outputsBeforeFeatures(outputs),
    strategies: Object.fromEntries(before),
  };
}

/** What every region was priced by at the time. */
const PRICED_BEFORE = { region: "us-east-1", asOf: "2025-11" };

const keep = (run: string, document: unknown) =>
  writeFile(join(folder, `${run}.json`), JSON.stringify(document));

test("what was saved is read again, by its run and as the latest of its environment", async () => {
  const older = { ...sampleComparison(), run: "older", startedAt: "2026-11-20T07:24:36.000Z" };
  const newer = { ...sampleComparison(), run: "newer" };
  const other = sampleComparison({}, outputsWith({ environment: "dev" }));
  for (const comparison of [newer, older, other]) await saveComparison(comparison, folder);
  expect(await loadComparison(folder, "older", "local")).toEqual(older);
  expect(await loadComparison(folder, "latest", "local")).toEqual(newer);
  expect(await loadComparison(folder, "latest", "dev")).toEqual(other);
});

test("a comparison of version 1 is read as one of its two strategies", async () => {
  const two = sampleComparison({}, outputsWith(WITHOUT_SPILLOVER));
  await keep("before", asVersion1({ ...two, run: "before" }));
  const read = await loadComparison(folder, "before", "local");
  expect(read).toEqual({ ...two, run: "before", prices: PRICED_BEFORE });
  expect(await loadComparison(folder, "latest", "local")).toEqual(read);
  const rows = (comparison: Comparison) =>
    reportModel(comparison, sampleMetrics(), pricesOf("us-east-1")).rows;
  expect(rows(read)).toEqual(rows(two));
});

test("a comparison of version 2, of before there were features, is read as one of today", async () => {
  const now = { ...sampleComparison(), run: "before" };
  await keep("before", { ...now, version: 2, outputs: outputsBeforeFeatures(now.outputs) });
  expect(await loadComparison(folder, "before", "local")).toEqual({
    ...now,
    prices: PRICED_BEFORE,
  });
});

test("a comparison of version 3, which does not say its prices, is read as one of us-east-1's", async () => {
  const { prices: _, ...now } = { ...sampleComparison(), run: "before" };
  await keep("before", { ...now, version: 3 });
  const read = await loadComparison(folder, "before", "local");
  expect(read).toEqual({ ...now, prices: PRICED_BEFORE });
});

test.each([
  ["another version", { ...sampleComparison(), version: 5 }],
  ["no strategies", { version: 2, outputs: {} }],
  ["no object", 7],
])("%s is refused in one line", async (_, document) => {
  await keep("strange", document);
  const loading = loadComparison(folder, "strange", "local");
  await expect(loading).rejects.toThrow('the comparison "strange" can\'t be read');
  await expect(loading).rejects.toSatisfy((error) => isSpillwayError(error, "RUN_FILE_INVALID"));
});
