import type { KeyAttribute, KeySchema } from "@spillway/item";

/** How capacity is paid for, and so what limits it. Units are a second. */
export type Billing =
  | { readonly mode: "provisioned"; readonly writeUnits: number; readonly readUnits: number }
  | {
      readonly mode: "on-demand";
      /** The maximum that the table's owner set, if any. */
      readonly maxWriteUnits?: number;
      readonly maxReadUnits?: number;
      /** What it takes at once, without having to grow for it, where DynamoDB says so. */
      readonly warmWriteUnits?: number;
      readonly warmReadUnits?: number;
    };

/** Which attributes an index holds beside its own and the table's keys. */
export type Projection =
  | { readonly type: "ALL" }
  | { readonly type: "KEYS_ONLY" }
  | { readonly type: "INCLUDE"; readonly attributes: readonly string[] };

/** An index that shares its table's partitions and capacity. */
export interface LocalIndexShape {
  readonly name: string;
  readonly keys: KeySchema;
  /** Key attributes after the first of each kind: a global index may have up to four of each. */
  readonly furtherKeys?: readonly KeyAttribute[];
  readonly projection: Projection;
}

/** An index with partitions and capacity of its own. */
export interface GlobalIndexShape extends LocalIndexShape {
  readonly billing: Billing;
}

/** What of a table decides the units of a write and who throttles it. */
export interface TableShape {
  readonly name: string;
  readonly keys: KeySchema;
  readonly billing: Billing;
  readonly globalIndexes: readonly GlobalIndexShape[];
  readonly localIndexes: readonly LocalIndexShape[];
}
