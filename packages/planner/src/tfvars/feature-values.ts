import { type CapacityUnits, TABLE_RESOURCE } from "@spillway/capacity";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import { HclObject, plainObject } from "./hcl.ts";

/** The object `scaling` of a tfvars file: between what the scaler holds the table and each index. */
export function scalingValues({ key, settings }: StrategyPlan): HclObject {
  const { bounds = {}, table, targetPercent } = settings;
  const between = (resource: string) => {
    const own = bounds[resource];
    return own === undefined ? {} : { base: units(own.min), max: units(own.max) };
  };
  const indexes = table.globalIndexes.map(
    ({ name }) => [name, plainObject(between(name))] as const,
  );
  return new HclObject({
    tables: {
      value: plainObject({
        [table.name]: plainObject({
          ...between(TABLE_RESOURCE),
          indexes: indexes.length === 0 ? undefined : plainObject(Object.fromEntries(indexes)),
        }),
      }),
    },
    target_percent: {
      value: targetPercent,
      comment: "share of the capacity in use, as it was planned",
    },
    prediction: {
      value: key === "scaler-predicting" ? "on" : "off",
      comment: key === "scaler-predicting" ? "it learns for weeks first" : "as it was planned",
    },
  });
}

/** The object `jobs` of a tfvars file: what goes through a queue before the table. */
export function jobsValues({ settings }: StrategyPlan): HclObject {
  return new HclObject({
    tables: {
      value: plainObject({ [settings.table.name]: plainObject({ with_buffer_queue: true }) }),
      comment: "a queue before the table, drained at its pace",
    },
  });
}

function units({ readUnits, writeUnits }: CapacityUnits): HclObject {
  return plainObject({ read: readUnits, write: writeUnits });
}
