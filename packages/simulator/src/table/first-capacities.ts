import { type CapacityUnits, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";

/** What a provisioned table begins with; nothing on demand. */
export function firstCapacities(table: TableShape): ReadonlyMap<string, CapacityUnits> {
  const parts = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
  return new Map(
    parts.flatMap(({ name, billing }) =>
      billing.mode === "provisioned"
        ? [[name, { readUnits: billing.readUnits, writeUnits: billing.writeUnits }] as const]
        : [],
    ),
  );
}
