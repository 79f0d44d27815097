import type { TableShape } from "@spillway/capacity";
import type { CapacityPolicy } from "./capacity-policy.ts";

/** On demand nobody steers; a maximum is the table's: {@link onDemandTable}. */
export function onDemand(name = "on-demand"): CapacityPolicy {
  return { name, billing: "on-demand" };
}

/**
 * The same table on demand, its indexes too.
 *
 * @param maximum units a second that its owner allows, of the table and of each index; default: no maximum
 */
export function onDemandTable(
  table: TableShape,
  maximum: { readonly maxReadUnits?: number; readonly maxWriteUnits?: number } = {},
): TableShape {
  const billing = { mode: "on-demand" as const, ...maximum };
  return {
    ...table,
    billing,
    globalIndexes: table.globalIndexes.map((index) => ({ ...index, billing })),
  };
}
