import { type CapacityUnits, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import type { KeySchema } from "@spillway/item";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import { HclObject, type HclValue, plainObject } from "./hcl.ts";

/** Who owns a provisioned table's capacity, by strategy; every other's is fixed. */
const OWNERS: Readonly<Record<string, string>> = {
  "auto-scaling": "autoscaling",
  scaler: "scaler",
  "scaler-predicting": "scaler",
};

/**
 * The object `table` of a tfvars file: the table with the capacity that the strategy was planned with.
 *
 * @param tableSource where the table comes from, in words
 */
export function tableValues(strategy: StrategyPlan, tableSource: string): HclObject {
  const { key, settings } = strategy;
  const { table, billing, maxWriteUnits, bounds } = settings;
  const owner = OWNERS[key] ?? "fixed";
  const own = unitsOf(table);
  const begins = owner === "fixed" ? "as it was planned" : "where it begins";
  return new HclObject({
    name: { value: table.name, comment: tableSource },
    partition_key: { value: keyOf(table.keys, "partitionKey") },
    sort_key: { value: keyOf(table.keys, "sortKey") },
    billing: { value: billing, comment: `strategy ${key}` },
    max_write_units: { value: maxWriteUnits, comment: "write units a second at most" },
    capacity_owner: { value: billing === "provisioned" ? owner : undefined },
    write_capacity: { value: own?.writeUnits, comment: `write units a second, ${begins}` },
    read_capacity: { value: own?.readUnits, comment: "read units a second" },
    autoscaling: { value: autoscaling(strategy) },
    global_indexes: { value: globalIndexes(strategy, bounds) },
    local_indexes: { value: localIndexes(table) },
  });
}

function autoscaling({ key, settings }: StrategyPlan): HclObject | undefined {
  const own = settings.bounds?.[TABLE_RESOURCE];
  if (key !== "auto-scaling" || own === undefined) return undefined;
  return new HclObject({
    write: { value: span(own, "writeUnits") },
    read: { value: span(own, "readUnits") },
    target_utilization_percent: { value: settings.targetPercent, comment: "as it was planned" },
    scale_in_cooldown_seconds: {
      value: 0,
      comment: "as AWS has it for DynamoDB, and as it was planned",
    },
  });
}

function globalIndexes(
  { key, settings }: StrategyPlan,
  bounds: StrategyPlan["settings"]["bounds"],
): HclObject | undefined {
  const { globalIndexes: indexes } = settings.table;
  if (indexes.length === 0) return undefined;
  const values = indexes.map((index) => {
    const units = index.billing.mode === "provisioned" ? index.billing : undefined;
    const own = key === "auto-scaling" ? bounds?.[index.name] : undefined;
    const value = plainObject({
      partition_key: keyOf(index.keys, "partitionKey"),
      sort_key: keyOf(index.keys, "sortKey"),
      ...projectionOf(index.projection),
      max_write_units: units === undefined ? settings.maxWriteUnits : undefined,
      write_capacity: units?.writeUnits,
      read_capacity: units?.readUnits,
      autoscaling:
        own === undefined
          ? undefined
          : plainObject({ write: span(own, "writeUnits"), read: span(own, "readUnits") }),
    });
    return [index.name, value] as const;
  });
  return plainObject(Object.fromEntries(values));
}

function localIndexes({ localIndexes: indexes }: TableShape): HclObject | undefined {
  if (indexes.length === 0) return undefined;
  const values = indexes.map(({ name, keys, projection }) => {
    const value = plainObject({
      sort_key: keyOf(keys, "sortKey"),
      ...projectionOf(projection),
    });
    return [name, value] as const;
  });
  return plainObject(Object.fromEntries(values));
}

function keyOf(keys: KeySchema, part: "partitionKey" | "sortKey"): HclObject | undefined {
  const key = keys[part];
  return key === undefined ? undefined : plainObject({ name: key.name, type: key.type });
}

function projectionOf(
  projection: TableShape["globalIndexes"][number]["projection"],
): Readonly<Record<string, HclValue | undefined>> {
  return {
    projection: projection.type,
    included_attributes: projection.type === "INCLUDE" ? projection.attributes : undefined,
  };
}

function span(
  { min, max }: { readonly min: CapacityUnits; readonly max: CapacityUnits },
  of: "readUnits" | "writeUnits",
): HclObject {
  return plainObject({ min: min[of], max: max[of] });
}

function unitsOf({ billing }: TableShape): CapacityUnits | undefined {
  return billing.mode === "provisioned" ? billing : undefined;
}
