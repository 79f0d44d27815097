import { awsRequest } from "@spillway/aws";
import {
  type DescribedTable,
  describedTable,
  readMinutes,
  type TableScaling,
  tableView,
} from "@spillway/throughput-scaling";
import { priced } from "./scaling-history.ts";
import type { ScalingTarget } from "./scaling-target.ts";
import { type TableStatus, tableStatus } from "./table-status.ts";

/** Minutes that use and throttles are told of. */
const MINUTES = 5;

/** How each scaled table stands. */
export async function readStatus(
  target: ScalingTarget,
  nowMs: number,
): Promise<readonly TableStatus[]> {
  const described = new Map<string, DescribedTable>();
  for (const table of target.tables.keys()) described.set(table, await describe(target, table));
  const minutes = await minutesOf(target, described, nowMs);
  const found: TableStatus[] = [];
  for (const [table, scaling] of target.tables) {
    const one = described.get(table);
    if (one === undefined) continue;
    found.push(await statusOf(target, one, scaling, minutes.get(table) ?? new Map(), nowMs));
  }
  return found;
}

async function describe({ clients }: ScalingTarget, table: string): Promise<DescribedTable> {
  const { DescribeTableCommand } = await import("@aws-sdk/client-dynamodb");
  const client = await clients.dynamodb();
  const { Table = {} } = await awsRequest(`could not describe table ${table}`, clients.target, () =>
    client.send(new DescribeTableCommand({ TableName: table })),
  );
  return describedTable(Table);
}

async function minutesOf(
  { clients }: ScalingTarget,
  described: ReadonlyMap<string, DescribedTable>,
  nowMs: number,
): ReturnType<typeof readMinutes> {
  const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = await clients.cloudwatch();
  const resources = new Map(
    [...described]
      .filter(([, { isOnDemand }]) => !isOnDemand)
      .map(([table, one]) => [table, [...one.resources.keys()]] as const),
  );
  if (resources.size === 0) return new Map();
  return awsRequest("could not read CloudWatch metrics", clients.target, () =>
    readMinutes((input) => client.send(new GetMetricDataCommand(input)), resources, {
      nowMs,
      minutes: MINUTES,
    }),
  );
}

async function statusOf(
  { clients, store, days, prices }: ScalingTarget,
  described: DescribedTable,
  scaling: TableScaling,
  minutes: Parameters<typeof tableView>[1],
  nowMs: number,
): Promise<TableStatus> {
  const table = described.name;
  const [state, history, [lastDay]] = await awsRequest(
    `could not read what is remembered of ${table}`,
    clients.target,
    () => Promise.all([store.read(table), store.history(table, 1), days.days(table, 1)]),
  );
  const recent = new Map([...minutes].map(([name, all]) => [name, all.slice(-MINUTES)] as const));
  const view = tableView(described, recent, nowMs);
  const [lastEvent] = priced(history, scaling, nowMs, prices);
  return tableStatus(described, scaling, view, state, { lastEvent, lastDay, prices });
}
