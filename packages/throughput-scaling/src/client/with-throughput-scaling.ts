import { Scaler } from "./scaler.ts";
import type { OperationOptions, ScalingConfig } from "./scaling-config.ts";

/** What one operation, and the client that it stands for, have of their own. */
export type WrapperConfig = ScalingConfig & OperationOptions;

let ofEnvironment: Scaler | undefined;
const ofConfigs = new WeakMap<WrapperConfig, Scaler>();

/**
 * Runs one operation: where provisioned capacity throttled it, capacity is raised, and it is run again
 * when the table is ACTIVE, with exponential backoff. Any other error passes through as it is.
 *
 * It sees no command, only errors. Where those tell no table, pass `tableName`; the plugin and the
 * scaling client see more.
 *
 * @param operation is run once for each attempt
 * @param name as logs and errors call it
 * @param config pass the same object each time, and what is learned is shared
 * @throws SETTINGS_INVALID; a code of `ScalingErrorCode`, with DynamoDB's error as its cause; the
 *   signal's reason; what the operation throws
 * @example
 * const { Items } = await withThroughputScaling(
 *   () => docClient.send(new QueryCommand({ TableName: "workouts", ...byUser("42") })),
 *   "Query workouts",
 * );
 */
export async function withThroughputScaling<Result>(
  operation: () => Promise<Result>,
  name: string,
  config?: WrapperConfig,
): Promise<Result> {
  const { signal, tableName } = config ?? {};
  return scalerFor(config).run(operation, name, { signal, tableName });
}

function scalerFor(config: WrapperConfig | undefined): Scaler {
  if (config === undefined) {
    ofEnvironment ??= new Scaler({});
    return ofEnvironment;
  }
  const known = ofConfigs.get(config);
  if (known !== undefined) return known;
  const { signal: _, ...own } = config;
  const made = new Scaler(own);
  ofConfigs.set(config, made);
  return made;
}
