import { awsRequest, type GetMetricData } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import { TABLE_RESOURCE } from "@spillway/capacity";
import { historyCsv } from "@spillway/planner";
import { readMinutes } from "@spillway/throughput-scaling";
import { describe } from "./which-table.ts";

/** What CloudWatch knows of a table, as a pattern file. */
export interface TableHistory {
  readonly table: string;
  readonly csv: string;
  /** Metrics that were asked for, as GetMetricData bills them: those of each page. */
  readonly metrics: number;
}

/** How long CloudWatch keeps minutes, less what passes until they are read. */
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
const KEPT_MINUTES = 15 * 1_440 - 10;
const MINUTE_MS = 60_000;

/**
 * Reads what a table and its global indexes consumed in the last days, by the minute, since it was made.
 *
 * @throws WORKLOAD_INVALID where nothing was written; what the requests failed with
 */
export async function readTableHistory(
  clients: Clients,
  { name, days, nowMs }: { readonly name: string; readonly days: number; readonly nowMs: number },
): Promise<TableHistory> {
  const description = await describe(name, clients);
  const table = description.TableName ?? name;
  const resources = [
    TABLE_RESOURCE,
    ...(description.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName }) => IndexName ?? []),
  ];
  const madeMs = description.CreationDateTime?.getTime() ?? 0;
  const sinceMade = Math.floor((nowMs - madeMs) / MINUTE_MS);
  const minutes = Math.min(days * 1_440, KEPT_MINUTES, Math.max(1, sinceMade));
  let metrics = 0;
  const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = await clients.cloudwatch();
  const counted: GetMetricData = (input) => {
    metrics += input.MetricDataQueries.length;
    return client.send(new GetMetricDataCommand(input));
  };
  const read = await awsRequest("could not read CloudWatch metrics", clients.target, () =>
    readMinutes(counted, new Map([[table, resources]]), { nowMs, minutes }),
  );
  return { table, csv: historyCsv(read.get(table) ?? new Map(), table), metrics };
}
