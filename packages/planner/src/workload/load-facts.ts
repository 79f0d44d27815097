import type { TableShape } from "@spillway/capacity";
import type { HotKeyShare } from "./hot-key-share.ts";
import type { ReadWish } from "./with-reads.ts";

/** What every workload that is not measured in a source is made with. */
export interface LoadFacts {
  /** The table that it goes to: its indexes take units too. */
  readonly table: TableShape;
  /** Bytes of an item, names counted. Default: see each workload. */
  readonly itemBytes?: number;
  /** Whether reads are strongly consistent. Default false. */
  readonly consistentReads?: boolean;
  /** Reads beside the writes. Default none. */
  readonly reads?: ReadWish;
  /** Keys that take a large share of the writes. Default none: they are spread over many keys. */
  readonly hotKeys?: readonly HotKeyShare[];
  /** Whether it comes once; else it comes again and again, and a month is made of it. Default: see each workload. */
  readonly isOnce?: boolean;
}

/** Bytes of an item where nobody says: 1 KB, one write unit. */
export const DEFAULT_ITEM_BYTES = 1_024;

/** Where the size of the items comes from, in words. */
export function sizeSource({ itemBytes, table }: LoadFacts): string {
  const size =
    itemBytes === undefined
      ? "items of 1 KB, one write unit: taken for granted (--size says otherwise)"
      : `items of ${itemBytes.toLocaleString("en-US")} bytes: as asked for`;
  return table.globalIndexes.length + table.localIndexes.length === 0
    ? size
    : `${size}; each is in every index`;
}

/** Hot keys of a load, the largest first. */
export function hotKeysOf({ hotKeys = [] }: LoadFacts): readonly HotKeyShare[] {
  return hotKeys.toSorted((one, other) => other.share - one.share);
}

/** Where hot keys come from, in words. */
export function hotKeySources(facts: LoadFacts): readonly string[] {
  return hotKeysOf(facts).map(
    ({ key, share }) =>
      `${(share * 100).toLocaleString("en-US")} % of the writes have the key ${key}: as asked for`,
  );
}
