import { join, resolve } from "node:path";
import type { Clients } from "@spillway/aws-clients";
import type { Prices } from "@spillway/capacity";
import { readPageAssets, writePage } from "@spillway/report-page";
import type { Comparison } from "../compare/comparison.ts";
import { cliError } from "../errors.ts";
import { readRunMetrics } from "../metrics/read-metrics.ts";
import { reportModel, withMetrics } from "./report-model.ts";
import { reportPage } from "./report-page.ts";

export interface ReportRequest {
  readonly clients: Clients;
  readonly comparison: Comparison;
  /** Of the environment's region. */
  readonly prices: Prices;
  /** Where to; undefined: `<run>.html` in the folder. */
  readonly file: string | undefined;
  readonly folder: string;
}

/**
 * Reads the run's metrics anew, writes the report, and returns its file with the comparison as the
 * metrics show it now.
 *
 * @throws SpillwayError REPORT_NOT_WRITTEN, and what reading CloudWatch throws
 */
export async function writeReport(
  request: ReportRequest,
): Promise<{ file: string; comparison: Comparison }> {
  const { comparison, clients, prices } = request;
  const { outputs } = comparison;
  const periodMs = outputs.metric_period_seconds * 1_000;
  const metrics = await readRunMetrics(clients, outputs, {
    // A little more than the run, so that a reader sees the table at rest before and after.
    fromMs: Date.parse(comparison.startedAt) - periodMs,
    toMs: Date.parse(comparison.finishedAt) + periodMs,
  });
  const page = reportPage(reportModel(comparison, metrics, prices), await readPageAssets());
  const file = resolve(request.file ?? join(request.folder, `${comparison.run}.html`));
  try {
    await writePage(file, page);
  } catch (cause) {
    throw cliError("REPORT_NOT_WRITTEN", `the report could not be written to ${file}`, {
      hint: "Check that the folder can be written to, or pass another --output.",
      cause,
    });
  }
  return { file, comparison: withMetrics(comparison, metrics, prices) };
}
