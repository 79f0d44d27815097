import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { gridOver, levelsOn, readDatapoints, sumsOn, type TimeGrid } from "@spillway/aws";
import type { CapacityAt } from "./capacity-watch.ts";
import type { Cloud } from "./cloud.ts";

/** The table or an index over the time of the demo, one value for each period, in units a second. */
export interface Measured {
  /** The index's name; "" is the table. */
  readonly resource: string;
  readonly used: readonly number[];
  readonly provisioned: readonly number[];
  readonly throttled: readonly number[];
}

/** What was measured, on one grid. */
export interface Measurements {
  readonly grid: TimeGrid;
  readonly resources: readonly Measured[];
}

const METRICS = { used: "ConsumedWriteCapacityUnits", throttled: "WriteThrottleEvents" };

/** Reads what was used and throttled from CloudWatch; what was provisioned is what was seen meanwhile. */
export async function measure(
  { cloudwatch, periodSeconds, table }: Cloud,
  seen: readonly CapacityAt[],
): Promise<Measurements> {
  const first = seen[0];
  const last = seen.at(-1);
  if (first === undefined || last === undefined) throw new Error("expected a look at the capacity");
  const grid = gridOver(first.atMs, last.atMs, periodSeconds);
  const names = Object.keys(first.write);
  const queries = names.flatMap((resource, index) =>
    Object.entries(METRICS).map(([kind, metric]) => ({
      id: `${kind}${index}`,
      namespace: "AWS/DynamoDB",
      metric,
      dimensions: {
        TableName: table,
        ...(resource === "" ? {} : { GlobalSecondaryIndexName: resource }),
      },
      stat: "Sum" as const,
    })),
  );
  const points = await readDatapoints(
    (input) => cloudwatch.send(new GetMetricDataCommand(input)),
    queries,
    grid,
  );
  const perSecond = (id: string) =>
    sumsOn(grid, points.get(id) ?? []).map((sum) => sum / grid.periodSeconds);
  return {
    grid,
    resources: names.map((resource, index) => ({
      resource,
      used: perSecond(`used${index}`),
      throttled: perSecond(`throttled${index}`),
      provisioned: levelsOn(
        grid,
        seen.map(({ atMs, write }) => ({ atMs, value: write[resource] ?? 0 })),
        first.write[resource] ?? 0,
      ),
    })),
  };
}
