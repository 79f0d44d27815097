import {
  awsRequest,
  type Datapoint,
  gridOver,
  type MetricQuery,
  readDatapoints,
  type TimeGrid,
} from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { OutputsWith } from "../environment/outputs.ts";
import { deployedStrategies } from "../strategies/deployed-strategies.ts";
import { environmentQueries } from "./metric-queries.ts";
import { type RunMetrics, runMetrics } from "./run-metrics.ts";

/** Reads everything that CloudWatch has of an environment between two moments (ms since 1970). */
export async function readRunMetrics(
  clients: Clients,
  outputs: OutputsWith<"spike">,
  span: { fromMs: number; toMs: number },
): Promise<RunMetrics> {
  const grid = gridOver(span.fromMs, span.toMs, outputs.metric_period_seconds);
  const deployed = deployedStrategies(outputs);
  const points = await readMetrics(clients, environmentQueries(deployed), grid);
  return runMetrics(grid, points, deployed);
}

/** Datapoints of several metrics, by query id. */
export async function readMetrics(
  clients: Clients,
  queries: readonly MetricQuery[],
  grid: TimeGrid,
): Promise<Map<string, Datapoint[]>> {
  const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = await clients.cloudwatch();
  return await awsRequest("could not read CloudWatch metrics", clients.target, () =>
    readDatapoints((input) => client.send(new GetMetricDataCommand(input)), queries, grid),
  );
}
