import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { OutputsWith } from "../environment/outputs.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { environmentQueries, type MetricQuery, metricDataQuery } from "./metric-queries.ts";
import { type RunMetrics, runMetrics } from "./run-metrics.ts";
import { type Datapoint, gridOver, type TimeGrid } from "./time-grid.ts";

/** Reads everything that CloudWatch has of an environment between two moments (ms since 1970). */
export async function readRunMetrics(
  clients: Clients,
  outputs: OutputsWith<"spike">,
  span: { fromMs: number; toMs: number },
): Promise<RunMetrics> {
  const grid = gridOver(span.fromMs, span.toMs, outputs.metric_period_seconds);
  const deployed = deployedStrategies(outputs);
  const points = await readDatapoints(clients, environmentQueries(deployed), grid);
  return runMetrics(grid, points, deployed);
}

/**
 * Datapoints of several metrics, by query id.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readDatapoints(
  clients: Clients,
  queries: readonly MetricQuery[],
  grid: TimeGrid,
): Promise<Map<string, Datapoint[]>> {
  const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = await clients.cloudwatch();
  const points = new Map<string, Datapoint[]>();
  let nextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({
      MetricDataQueries: queries.map((query) => metricDataQuery(query, grid.periodSeconds)),
      StartTime: new Date(grid.startMs),
      EndTime: new Date(grid.startMs + grid.length * grid.periodSeconds * 1_000),
      ScanBy: "TimestampAscending",
      NextToken: nextToken,
    });
    const answer = await awsRequest("could not read CloudWatch metrics", clients.target, () =>
      client.send(command),
    );
    for (const result of answer.MetricDataResults ?? []) collect(points, result);
    nextToken = answer.NextToken;
  } while (nextToken !== undefined);
  return points;
}

function collect(points: Map<string, Datapoint[]>, result: MetricDataResult): void {
  const id = result.Id ?? "";
  const series = points.get(id) ?? [];
  for (const [index, time] of (result.Timestamps ?? []).entries()) {
    const value = result.Values?.[index];
    if (value !== undefined) series.push({ atMs: time.getTime(), value });
  }
  points.set(id, series);
}
