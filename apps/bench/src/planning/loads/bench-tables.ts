import { type Billing, type TableShape, unitsOfWrite } from "@spillway/capacity";
import { itemSize, type PlainRecord, toAttributeMap } from "@spillway/item";

/** Items that are written to a table, one after the other. */
export interface BenchItems {
  readonly record: (n: number) => PlainRecord;
  /** The partition key that takes a share of them, and which share. */
  readonly hotKey?: { readonly key: string; readonly share: number };
}

/** What one of these items takes, in the mean. */
export interface MeanUnits {
  readonly bytes: number;
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

/** How many items are measured: a multiple of every period that there is in them. */
const MEASURED_ITEMS = 1_000;

/** Units of a write of these items, measured as `plan` measures a file: by DynamoDB's rules. */
export function meanUnits(table: TableShape, { record }: BenchItems): MeanUnits {
  let [bytes, ofTable] = [0, 0];
  const indexes: Record<string, number> = {};
  for (const { name } of table.globalIndexes) indexes[name] = 0;
  for (let n = 0; n < MEASURED_ITEMS; n += 1) {
    const attributes = toAttributeMap(record(n));
    const units = unitsOfWrite(table, undefined, attributes);
    bytes += itemSize(attributes) / MEASURED_ITEMS;
    ofTable += units.table / MEASURED_ITEMS;
    for (const [name, of] of Object.entries(units.indexes)) {
      indexes[name] = (indexes[name] ?? 0) + of / MEASURED_ITEMS;
    }
  }
  return { bytes, table: ofTable, indexes };
}

/** Bytes that the keys and the names of attributes take, at most. */
const KEYS_BYTES = 100;
const UNIT_BYTES = 1_024;

/**
 * Items of so many units, each of another key.
 *
 * @param options.hotShare the share of one partition key; a multiple of 0.1
 * @param options.emailEvery every so many have an e-mail, and so are in the index by it. Default 1: all
 */
export function items(
  units: number,
  options: { readonly hotShare?: number; readonly emailEvery?: number } = {},
): BenchItems {
  const { hotShare = 0, emailEvery = 1 } = options;
  const text = "x".repeat(units * UNIT_BYTES - KEYS_BYTES);
  const isHot = (n: number) => (n * 7) % 10 < hotShare * 10;
  return {
    record: (n) => ({
      pk: isHot(n) ? "hot" : `key${n}`,
      sk: n,
      city: `city${n}`,
      ...(n % emailEvery === 0 ? { email: `u${n}@example.com` } : {}),
      text: text.slice(0, text.length - 3 * String(n).length),
    }),
    ...(hotShare > 0 ? { hotKey: { key: "hot", share: hotShare } } : {}),
  };
}

/** Provisioned write units; nothing is read. */
export const provisioned = (writeUnits: number): Billing => ({
  mode: "provisioned",
  writeUnits,
  readUnits: 5,
});
export const ON_DEMAND: Billing = { mode: "on-demand" };

/** Each run has a table of its own; its name begins so. */
const NAME = "Events";

/** A table without an index. */
export function alone(billing: Billing): TableShape {
  const partitionKey = { name: "pk", type: "S" as const };
  const keys = { partitionKey, sortKey: { name: "sk", type: "N" as const } };
  return { name: NAME, keys, billing, globalIndexes: [], localIndexes: [] };
}

/** A table with an index by e-mail that holds whole items. */
export function withIndex(billing: Billing, ofIndex: Billing): TableShape {
  const byEmail = {
    name: "byEmail",
    keys: { partitionKey: { name: "email", type: "S" as const } },
    projection: { type: "ALL" as const },
    billing: ofIndex,
  };
  return { ...alone(billing), globalIndexes: [byEmail] };
}

/** A table with an index that holds whole items and one that holds keys alone. */
export function withTwoIndexes(
  billing: Billing,
  ofIndexes: readonly [whole: Billing, keysOnly: Billing],
): TableShape {
  const table = withIndex(billing, ofIndexes[0]);
  const byCity = {
    name: "byCity",
    keys: { partitionKey: { name: "city", type: "S" as const } },
    projection: { type: "KEYS_ONLY" as const },
    billing: ofIndexes[1],
  };
  return { ...table, globalIndexes: [...table.globalIndexes, byCity] };
}
