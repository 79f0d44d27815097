import {
  type LocalIndexShape,
  READ_UNIT_BYTES,
  type TableShape,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { type KeyAttribute, MAX_ITEM_BYTES } from "@spillway/item";
import { plannerError } from "../planner-error.ts";
import type { ItemProfile } from "./workload.ts";

/** Bytes that each item, and each entry of an index, takes in storage beside its own. */
export const ENTRY_OVERHEAD_BYTES = 100;
/** What a key's value is taken for where nothing was measured: a UUID as text, a number of 18 digits. */
const KEY_VALUE_BYTES = { S: 36, B: 36, N: 10 } as const;

/** What is known of items that were not measured. */
export interface ItemSize {
  /** Bytes of an item, names counted. */
  readonly bytes: number;
  /** Whether reads are strongly consistent: twice the units. Default false. */
  readonly consistentReads?: boolean;
}

/**
 * What an item of so many bytes takes of a table and its indexes. Each item is taken to be in each index:
 * one that holds all attributes, or some that nobody knows, with all its bytes, one of keys only with
 * those.
 *
 * @throws WORKLOAD_INVALID for a size that no item can have
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html units
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html 100 bytes of storage
 * @example
 * itemProfile({ bytes: 2_048 }, table); // writeUnits 2, readUnits 0.5
 */
export function itemProfile(size: ItemSize, table: TableShape): ItemProfile {
  const { bytes, consistentReads = false } = size;
  if (!(bytes >= 1 && bytes <= MAX_ITEM_BYTES)) {
    throw plannerError(
      "WORKLOAD_INVALID",
      `expected items of 1 byte to ${MAX_ITEM_BYTES.toLocaleString("en-US")} bytes (400 KB); came ${bytes.toLocaleString("en-US")}`,
      { hint: "What is larger goes to S3, with its address in the item." },
    );
  }
  const entryBytes = (index: LocalIndexShape) =>
    index.projection.type === "KEYS_ONLY" ? Math.min(bytes, keyBytes(index, table)) : bytes;
  const local = table.localIndexes.map(entryBytes);
  const indexes = table.globalIndexes.map((index) => [index.name, entryBytes(index)] as const);
  const entries = [bytes, ...local, ...indexes.map(([, entry]) => entry)];
  return {
    bytes,
    writeUnits: local.reduce(
      (units, entry) => units + writeUnitsOfBytes(entry + ENTRY_OVERHEAD_BYTES),
      writeUnitsOfBytes(bytes),
    ),
    indexWriteUnits: Object.fromEntries(
      indexes.map(([name, entry]) => [name, writeUnitsOfBytes(entry)]),
    ),
    readUnits: Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistentReads ? 1 : 0.5),
    storedBytes: entries.reduce((total, entry) => total + entry + ENTRY_OVERHEAD_BYTES, 0),
  };
}

function keyBytes(index: LocalIndexShape, table: TableShape): number {
  const keys = [index.keys, table.keys].flatMap(({ partitionKey, sortKey }) =>
    sortKey === undefined ? [partitionKey] : [partitionKey, sortKey],
  );
  const byName = new Map<string, KeyAttribute>(
    [...keys, ...(index.furtherKeys ?? [])].map((key) => [key.name, key]),
  );
  return [...byName.values()].reduce(
    (total, { name, type }) => total + Buffer.byteLength(name) + KEY_VALUE_BYTES[type],
    0,
  );
}
