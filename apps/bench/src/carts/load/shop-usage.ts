import { type CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { gridOver, readDatapoints, sumsOn } from "@spillway/aws";
import type { LambdaUsage } from "@spillway/capacity";
import type { DeployedShop } from "./deployed-shop.ts";

/** What a shop used in a stretch of time, as CloudWatch has it. */
export interface ShopUsage {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Reads and writes that its tables refused. */
  readonly throttles: number;
  /** Requests that its API took. */
  readonly apiRequests: number;
  readonly functions: readonly LambdaUsage[];
}

/** Sums over all tables and functions of a shop. Metrics are a second or two behind. */
export async function shopUsage(
  client: CloudWatchClient,
  { tables, functions, apiId }: DeployedShop,
  fromMs: number,
  toMs: number,
): Promise<ShopUsage> {
  const grid = gridOver(fromMs, toMs, 1);
  const sumOf = async (
    namespace: string,
    metric: string,
    dimensions: Readonly<Record<string, string>>,
  ) => {
    const points = await readDatapoints(
      (input) => client.send(new GetMetricDataCommand(input)),
      [{ id: "sum", namespace, metric, dimensions, stat: "Sum" }],
      grid,
    );
    return total(sumsOn(grid, points.get("sum") ?? []));
  };
  const ofTables = async (metric: string) =>
    total(await Promise.all(tables.map((TableName) => sumOf(TABLES, metric, { TableName }))));
  const ofFunction = async (name: string, memoryMb: number): Promise<LambdaUsage> => ({
    invocations: await sumOf(FUNCTIONS, "Invocations", { FunctionName: name }),
    seconds: (await sumOf(FUNCTIONS, "Duration", { FunctionName: name })) / 1_000,
    ...{ memoryMb, architecture: "arm64" },
  });
  return {
    writeUnits: await ofTables("ConsumedWriteCapacityUnits"),
    readUnits: await ofTables("ConsumedReadCapacityUnits"),
    throttles: (await ofTables("WriteThrottleEvents")) + (await ofTables("ReadThrottleEvents")),
    apiRequests: await sumOf("AWS/ApiGateway", "Count", { ApiId: apiId }),
    functions: await Promise.all(functions.map(({ name, memoryMb }) => ofFunction(name, memoryMb))),
  };
}

const TABLES = "AWS/DynamoDB";
const FUNCTIONS = "AWS/Lambda";

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
