import type { TableShape } from "@spillway/capacity";

/** A table of so many provisioned units, with one index. */
export function shapeOf(tableUnits: number, indexUnits: number): TableShape {
  const provisioned = (writeUnits: number) =>
    ({ mode: "provisioned", writeUnits, readUnits: 1 }) as const;
  return {
    name: "Users",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: provisioned(tableUnits),
    globalIndexes: [
      {
        name: "byEmail",
        keys: { partitionKey: { name: "email", type: "S" } },
        projection: { type: "ALL" },
        billing: provisioned(indexUnits),
      },
    ],
    localIndexes: [],
  };
}
