import { targetOf } from "@spillway/aws";
import { type Clients, createClients } from "@spillway/aws-clients";
import { type CapacityPrices, capacityPricesOf } from "@spillway/capacity";
import {
  type DayStore,
  dynamodbDayStore,
  dynamodbScalingStore,
  type ScalingStore,
  scalingSettings,
  type TableScaling,
  tableScaling,
} from "@spillway/throughput-scaling";
import type { GlobalOptions } from "../command-line/global-options.ts";
import { requireFeature } from "../environment/outputs.ts";
import { readEnvironment } from "../environment/read-environment.ts";
import { cliError } from "../errors.ts";
import { type PricesOption, pricesFor } from "../prices/prices-for.ts";
import { scaledTables } from "./scaled-tables.ts";

/** Which tables are meant, and where their scaling is remembered. */
export interface ScaleOptions extends PricesOption {
  readonly environment: string;
  readonly outputs?: string;
  /** Instead of an environment: the table of leases, memory and history. */
  readonly stateTable?: string;
}

/** Tables that are scaled, what is remembered of them, and the end of the connections. */
export interface ScalingTarget {
  readonly clients: Clients;
  readonly store: ScalingStore;
  /** What each day of a table cost, as the scaler's function counts it. */
  readonly days: DayStore;
  /** How the scaled tables are steered, by name; without an environment those that were named. */
  readonly tables: ReadonlyMap<string, TableScaling>;
  /** Of the region; undefined where none come along and none were handed over. */
  readonly prices: CapacityPrices | undefined;
  destroy(): void;
}

/**
 * Finds the scaled tables of an environment. With a state table of one's own these are the tables that
 * were named, steered by the variables that wrapped clients read.
 *
 * @param named tables that the person named; none: all of the environment's
 * @throws SpillwayError `ENVIRONMENT_UNKNOWN`, `ENVIRONMENT_NOT_DEPLOYED`, `FEATURE_NOT_DEPLOYED`,
 *   `SCALE_TABLE_UNKNOWN`, `SETTINGS_INVALID`, and what `pricesFor` throws
 */
export async function scalingTarget(
  { environment, outputs, stateTable, prices }: ScaleOptions,
  named: readonly string[],
  globals: GlobalOptions,
  env: NodeJS.ProcessEnv,
): Promise<ScalingTarget> {
  if (stateTable !== undefined) {
    const scaling = tableScaling(scalingSettings(env));
    const tables = new Map(named.map((table) => [table, scaling] as const));
    return targetAt(createClients(targetOf(undefined, globals, env)), stateTable, tables, prices);
  }
  const deployed = requireFeature(await readEnvironment(environment, { file: outputs }), "scaling");
  const tables = chosen(scaledTables(deployed.scaling), named, environment);
  const { region, endpoint_url } = deployed;
  const clients = createClients(targetOf({ region, endpoint_url }, globals, env));
  return targetAt(clients, deployed.scaling.state_table_name, tables, prices);
}

async function targetAt(
  clients: Clients,
  stateTable: string,
  tables: ReadonlyMap<string, TableScaling>,
  priceFile: string | undefined,
): Promise<ScalingTarget> {
  const { region } = clients.target;
  const prices =
    priceFile === undefined ? capacityPricesOf(region) : await pricesFor(region, priceFile);
  const client = await clients.dynamodb();
  const store = dynamodbScalingStore(client, stateTable);
  const days = dynamodbDayStore(client, stateTable);
  return { clients, store, days, tables, prices, destroy: () => clients.destroy() };
}

function chosen(
  scaled: ReadonlyMap<string, TableScaling>,
  named: readonly string[],
  environment: string,
): ReadonlyMap<string, TableScaling> {
  if (named.length === 0) return scaled;
  const tables = [...scaled.keys()];
  const unknown = named.find((table) => !scaled.has(table));
  if (unknown !== undefined) {
    throw cliError(
      "SCALE_TABLE_UNKNOWN",
      `table "${unknown}" is not scaled in environment ${environment}`,
      {
        hint: `Scaled: ${tables.join(", ")}. Another one needs --state-table.`,
        details: { tables },
      },
    );
  }
  return new Map([...scaled].filter(([table]) => named.includes(table)));
}
