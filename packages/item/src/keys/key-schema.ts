/** Types that a key attribute can have: string, number, binary. */
export type KeyType = "S" | "N" | "B";

/** One attribute of a primary key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** A table's or index's primary key: a partition key, and a sort key where there is one. */
export interface KeySchema {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
}

/** Longest partition key value, in bytes. */
export const MAX_PARTITION_KEY_BYTES = 2_048;

/** Longest sort key value, in bytes. */
export const MAX_SORT_KEY_BYTES = 1_024;
