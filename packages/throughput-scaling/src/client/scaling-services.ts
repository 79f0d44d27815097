import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Clock, type Random, systemClock } from "@spillway/pacing";
import { type CapacityController, controllerOf } from "../control/capacity-controller.ts";
import { dynamodbTableCapacity, type TableCapacity } from "../control/table-capacity.ts";
import type { TableScaling } from "../rules/table-scaling.ts";
import { type ScalingLogger, SILENT_LOGGER } from "../scaling-logger.ts";
import { type ScaledTables, scalingOfTables } from "../settings/scaled-tables.ts";
import { type ScalingSettings, tableScaling } from "../settings/scaling-settings.ts";
import { dynamodbScalingStore } from "../state/dynamodb-scaling-store.ts";
import { memoryScalingStore } from "../state/memory-scaling-store.ts";
import type { ScalingStore } from "../state/scaling-store.ts";
import { ConsumptionMeter } from "./consumption-meter.ts";
import type { ReadUsage, ScalingConfig } from "./scaling-config.ts";

/** What all operations of one client share. */
export interface ScalingServices {
  /** Made at the first throttle. */
  readonly controller: () => CapacityController;
  /** Made at the first throttle. */
  readonly capacity: () => TableCapacity;
  readonly meter: ConsumptionMeter;
  readonly usage: ReadUsage | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: ScalingLogger;
  /** How a table is steered: between its own bounds where it has some, else by these settings. */
  readonly scalingFor: (table: string, settings: ScalingSettings) => TableScaling;
}

/**
 * The services of a client that scales by this configuration.
 *
 * @param tables those that have bounds of their own
 */
export function scalingServices(
  config: ScalingConfig,
  settings: ScalingSettings,
  tables: ScaledTables = {},
): ScalingServices {
  const { env = process.env, usage, waitMs } = config;
  const { clock = systemClock, random = Math.random, logger = SILENT_LOGGER } = config;
  const client = () => config.client ?? environmentsClient();
  const capacity = once(() => dynamodbTableCapacity(client()));
  const scalingFor = (table: string, of: ScalingSettings) => {
    const common = tableScaling(of);
    return scalingOfTables(tables, common).tables.get(table) ?? common;
  };
  const controller = once(() =>
    controllerOf(capacity(), {
      ...{ clock, random, logger },
      ...(waitMs === undefined ? {} : { waitMs }),
      store: config.store ?? storeFor(client(), env),
      scaling: (table) => scalingFor(table, settings),
    }),
  );
  const meter = new ConsumptionMeter();
  return { controller, capacity, meter, usage, clock, random, logger, scalingFor };
}

/** One for all who pass none: it is never destroyed, as the environment is never left. */
const environmentsClient = once(() => new DynamoDBClient({}));

const inThisProcess = new WeakMap<DynamoDBClient, ScalingStore>();

function storeFor(
  client: DynamoDBClient,
  env: Readonly<Record<string, string | undefined>>,
): ScalingStore {
  const stateTable = env.SCALING_STATE_TABLE?.trim();
  if (stateTable) return dynamodbScalingStore(client, stateTable);
  const store = inThisProcess.get(client) ?? memoryScalingStore();
  inThisProcess.set(client, store);
  return store;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
