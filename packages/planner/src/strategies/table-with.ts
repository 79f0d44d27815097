import { type CapacityUnits, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import { type Planning, TARGET_PERCENT, wholeUnits } from "./planning.ts";

/** Units a second of each resource. */
export type UnitsByResource = Readonly<Record<string, CapacityUnits>>;

/** The table with these units provisioned. */
export function tableWith(shape: TableShape, units: UnitsByResource): TableShape {
  const billingOf = (resource: string) => {
    const { readUnits, writeUnits } = units[resource] ?? { readUnits: 1, writeUnits: 1 };
    return { mode: "provisioned" as const, readUnits, writeUnits };
  };
  return {
    ...shape,
    billing: billingOf(TABLE_RESOURCE),
    globalIndexes: shape.globalIndexes.map((index) => ({
      ...index,
      billing: billingOf(index.name),
    })),
  };
}

/** The units that the table and its indexes have provisioned today; none on demand. */
export function ownUnits(shape: TableShape): UnitsByResource | undefined {
  if (shape.billing.mode !== "provisioned") return undefined;
  const parts = [{ name: TABLE_RESOURCE, billing: shape.billing }, ...shape.globalIndexes];
  return Object.fromEntries(
    parts.map(({ name, billing }) => [
      name,
      billing.mode === "provisioned"
        ? { readUnits: billing.readUnits, writeUnits: billing.writeUnits }
        : { readUnits: 1, writeUnits: 1 },
    ]),
  );
}

/** Units by resource: write units as told, read units as reads need them, or as they are. */
export function unitsBy(
  planning: Planning,
  writeUnits: (resource: string) => number,
  readsPerSecond: number = planning.unthrottledReads,
): UnitsByResource {
  const { shape } = planning.request.table;
  const own = ownUnits(shape);
  const hasReads = planning.pattern.reads !== undefined;
  return Object.fromEntries(
    planning.resources.map((resource) => {
      const needed =
        hasReads && resource === TABLE_RESOURCE
          ? wholeUnits(planning.request.workload.item.readUnits * readsPerSecond)
          : (own?.[resource]?.readUnits ?? 1);
      return [resource, { readUnits: Math.max(1, needed), writeUnits: writeUnits(resource) }];
    }),
  );
}

/** What so much a second needs, so that it is used to the target. */
export function atTarget(perSecond: number): number {
  return (perSecond * 100) / TARGET_PERCENT;
}
