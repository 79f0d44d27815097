import type { Billing, Projection, TableShape } from "@spillway/capacity";

const ON_DEMAND: Billing = { mode: "on-demand" };

/** A table with the key `pk`, on demand, and global indexes by name. */
export function tableWith(indexes: Readonly<Record<string, Projection["type"]>> = {}): TableShape {
  return {
    name: "users",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing: ON_DEMAND,
    globalIndexes: Object.entries(indexes).map(([name, type]) => ({
      name,
      keys: { partitionKey: { name: "email", type: "S" } },
      projection: type === "INCLUDE" ? { type, attributes: ["city"] } : { type },
      billing: ON_DEMAND,
    })),
    localIndexes: [],
  };
}
