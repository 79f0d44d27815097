import { isSpillwayError } from "@spillway/errors";
import {
  ExactNumber,
  type KeyAttribute,
  type KeySchema,
  type KeyTemplate,
  type PlainRecord,
  type PlainValue,
  shardedKey,
  shardOf,
} from "@spillway/item";
import type {
  ExportRecord,
  MalformedRecord,
  ReadableRecord,
  SourceRecord,
} from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import { loadError } from "../errors.ts";

/** How records become items of the table. */
export interface RecordShape {
  readonly keys: KeySchema;
  /** The text of the partition key, made of a record's fields. */
  readonly partitionKey?: KeyTemplate;
  readonly sortKey?: KeyTemplate;
  /** Spreads the items of one partition key over so many. */
  readonly shards?: number;
  /** An attribute that every item gets, with the second at which it expires. */
  readonly expiry?: { readonly attribute: string; readonly second: number };
  /** Items are to be deleted by their keys. */
  readonly deletes: boolean;
}

/** A record that can't be written as it is, and what its reject line has to tell of it. */
export interface UnwritableRecord extends MalformedRecord {
  /** The record as it was in the source, where its keys could not be made of it. */
  readonly fields?: PlainRecord;
  /** Whether its item was to be deleted. */
  readonly deletes?: boolean;
  /** Whether `fields` is what the load's transform threw for. */
  readonly untransformed?: true;
}

/**
 * Gives a record its keys, its expiry, and makes a delete of it where that is wanted. What could not
 * be read, or lacks what its keys are made of, goes on as malformed.
 */
export function shapeRecord(
  source: SourceRecord,
  shape: RecordShape,
): SourceEntry | UnwritableRecord {
  const { deletes } = shape;
  if (!source.ok) return deletes ? { ...source, deletes } : source;
  const { record: fields, position } = source;
  try {
    const record = keyed(source, shape);
    return deletes ? { ok: true, delete: record, position } : { ok: true, record, position };
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    const reason = { code: error.code, message: error.message };
    return { ok: false, reason, position, raw: "", fields, ...(deletes && { deletes }) };
  }
}

/** Gives an item that is complete its expiry, and makes a delete of it where that is wanted. */
export function shapeItem(source: ExportRecord, { deletes, expiry }: RecordShape): SourceEntry {
  // An incremental export says itself which keys are gone.
  if (!source.ok || "delete" in source) return source;
  const { attributes, position } = source;
  if (deletes) return { ok: true, deleteItem: attributes, position };
  if (expiry === undefined) return source;
  const expires = { [expiry.attribute]: { N: String(expiry.second) } };
  return { ok: true, attributes: { ...attributes, ...expires }, position };
}

function keyed({ record }: ReadableRecord, shape: RecordShape): PlainRecord {
  const { keys, partitionKey, sortKey, shards, expiry } = shape;
  if (!partitionKey && !sortKey && shards === undefined && !expiry) return record;
  const item: Record<string, PlainValue | undefined> = { ...record };
  if (partitionKey)
    item[keys.partitionKey.name] = keyValue(partitionKey.fill(record), keys.partitionKey);
  if (sortKey && keys.sortKey)
    item[keys.sortKey.name] = keyValue(sortKey.fill(record), keys.sortKey);
  if (shards !== undefined && keys.sortKey) {
    const key = item[keys.partitionKey.name];
    const sort = textOf(item[keys.sortKey.name]);
    // A record without its keys is rejected where every record's are looked at.
    if (sort !== undefined && typeof key === "string") {
      item[keys.partitionKey.name] = shardedKey(key, shardOf(sort, shards));
    }
  }
  if (expiry) item[expiry.attribute] = expiry.second;
  return item;
}

/** A sort key as a reader has it who looks for the shard of an item. */
function textOf(value: PlainValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  const isNumber =
    typeof value === "number" || typeof value === "bigint" || value instanceof ExactNumber;
  return isNumber ? String(value) : undefined;
}

function keyValue(text: string, { name, type }: KeyAttribute): PlainValue {
  if (type === "S") return text;
  if (type === "N") return new ExactNumber(text);
  throw loadError(
    "KEY_WRONG_TYPE",
    `expected a key attribute of text or numbers for a template; came "${name}", which is binary`,
  );
}
