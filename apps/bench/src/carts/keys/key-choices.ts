import type { TableShape } from "@spillway/capacity";
import type { KeyAttribute } from "@spillway/item";

/** A way to key the lines of all carts. */
export interface KeyChoice {
  readonly key: "user" | "product";
  /** As it is called in the figures. */
  readonly name: string;
  readonly table: TableShape;
}

const USER = { name: "user_id", type: "S" } as const;
const PRODUCT = { name: "product_id", type: "S" } as const;
const ON_DEMAND = { mode: "on-demand" } as const;

/** The index that a table by product needs, to tell what a user has in the cart. */
export const USER_INDEX = "by_user";

/** The same lines in two tables, on demand: by user as the cart has them, and by product. */
export const KEY_CHOICES: readonly KeyChoice[] = [
  { key: "user", name: "user_id, product_id", table: tableOf("carts-by-user", USER, PRODUCT) },
  {
    key: "product",
    name: "product_id, user_id",
    table: {
      ...tableOf("carts-by-product", PRODUCT, USER),
      globalIndexes: [
        {
          name: USER_INDEX,
          keys: { partitionKey: USER, sortKey: PRODUCT },
          projection: { type: "ALL" },
          billing: ON_DEMAND,
        },
      ],
    },
  },
];

function tableOf(name: string, partitionKey: KeyAttribute, sortKey: KeyAttribute): TableShape {
  const keys = { partitionKey, sortKey };
  return { name, keys, billing: ON_DEMAND, globalIndexes: [], localIndexes: [] };
}
