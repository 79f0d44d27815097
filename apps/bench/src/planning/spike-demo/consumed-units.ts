import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { gridOver, readDatapoints, sumsOn } from "@spillway/aws";

/** The write units that a table used between two moments, second by second, as CloudWatch has them. */
export async function consumedUnits(
  client: CloudWatchClient,
  table: string,
  fromMs: number,
  toMs: number,
): Promise<readonly number[]> {
  const grid = gridOver(fromMs, toMs, 1);
  const points = await readDatapoints(
    (input) => client.send(new GetMetricDataCommand(input)),
    [
      {
        id: "consumed",
        namespace: "AWS/DynamoDB",
        metric: "ConsumedWriteCapacityUnits",
        dimensions: { TableName: table },
        stat: "Sum",
      },
    ],
    grid,
  );
  return sumsOn(grid, points.get("consumed") ?? []);
}
