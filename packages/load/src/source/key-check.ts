import { Readable } from "node:stream";
import type { Reason } from "@spillway/errors";
import { ionRecordBlocks, jsonLinesRecordBlocks } from "@spillway/records";
import { loadError } from "../errors.ts";
import { TYPE_TAGS, tagOf, untypedAttribute } from "./json/item-lines.ts";
import { jsonBlocks } from "./json/json-blocks.ts";
import type { JsonSource } from "./one-source.ts";
import type { RecordBlock } from "./record-block.ts";

/** Records that are looked at. One of them with its key is enough: the others are rejected alone. */
const LOOKED_AT = 100;

/**
 * Whether records can have the table's key: a load of the wrong file or into the wrong table should
 * end before it begins, not with a million rejects.
 *
 * @param names the columns of a CSV
 * @param needed names of the attributes that the table's key is made of
 * @throws SpillwayError `KEY_COLUMN_MISSING`
 */
export function assertColumnsHaveKey(names: readonly string[], needed: readonly string[]): void {
  const missing = needed.find((name) => !names.includes(name));
  if (missing === undefined || names.length === 0) return;
  throw loadError(
    "KEY_COLUMN_MISSING",
    `expected a column "${missing}", which the table's key needs; came ${listed(names)}`,
    { hint: HINT },
  );
}

/** How the records are read that are looked at. */
export type CheckedSource =
  | JsonSource
  | { readonly format: "json-lines" }
  | { readonly format: "ion" };

/**
 * The same for JSON: none of the first records has the key, or what they have there is of no type.
 *
 * @param head the decompressed beginning of the source
 * @throws SpillwayError `KEY_ATTRIBUTE_MISSING`, `TYPE_TAG_UNKNOWN`
 */
export async function assertRecordsHaveKey(
  source: CheckedSource,
  head: Buffer,
  needed: readonly string[],
): Promise<void> {
  const { found, refused } = await firstRecords(source, head);
  if (found.length === 0 && refused !== undefined) throw untyped(refused);
  const missing = needed.find((name) => !found.some((record) => Object.hasOwn(record, name)));
  const first = found.find((record) => Object.keys(record).length > 0) ?? found[0];
  if (first === undefined) return;
  if (missing === undefined) {
    if (isPlain(source)) assertKeyHasType(found, needed);
    return;
  }
  throw loadError(
    "KEY_ATTRIBUTE_MISSING",
    `expected an attribute "${missing}", which the table's key needs, in each record; came ${cameOf(found, first)}`,
    { hint: HINT },
  );
}

function cameOf(found: readonly object[], first: object): string {
  const names = Object.keys(first);
  if (names.length === 0) return found.length === 1 ? "an empty one: {}" : "empty ones only: {}";
  return `a first one with ${listed(names)}${first === found[0] ? "" : ", after empty ones"}`;
}

const HINT = "Is it the right table? Keys can be made of other fields: --pk 'USER#{id}'";

/** A key is an object in all of them: then it is one of DynamoDB's JSON, but with a type that there is not. */
function assertKeyHasType(
  found: readonly Readonly<Record<string, unknown>>[],
  needed: readonly string[],
): void {
  const isTagged = (record: Readonly<Record<string, unknown>>) =>
    needed.some((name) => tagOf(record[name]) !== undefined);
  const records = found.filter((record) => Object.keys(record).length > 0);
  if (records.length === 0 || !records.every(isTagged)) return;
  const wrong = records.map(untypedAttribute).find((attribute) => attribute !== undefined);
  if (wrong === undefined) return;
  const { name, tag, value } = wrong;
  const meant = TYPE_TAGS.find((type) => type === tag.toUpperCase());
  throw loadError(
    "TYPE_TAG_UNKNOWN",
    `expected values in DynamoDB JSON, {"S":"a"}, or plain ones; came "${name}" with ${JSON.stringify(value)?.slice(0, 80)}, and ${JSON.stringify(tag)} is no type`,
    { hint: meant ? `Is "${meant}" meant?` : `The types are ${TYPE_TAGS.join(", ")}.` },
  );
}

function untyped(reason: Reason): Error {
  return loadError(
    "TYPE_TAG_UNKNOWN",
    `expected items in DynamoDB JSON; came none among the first records: ${reason.message}`,
    { hint: `Each value has its type: {"pk":{"S":"a"}}. Plain records: --format json` },
  );
}

function isPlain({ format }: CheckedSource): boolean {
  return format === "json" || format === "json-lines";
}

/** The first records that can be read, and why the first of the others is none, though it is JSON. */
async function firstRecords(source: CheckedSource, head: Buffer) {
  const found: Readonly<Record<string, unknown>>[] = [];
  let refused: Reason | undefined;
  let seen = 0;
  const text = Readable.from([head]);
  const blocks = blocksOf(source, text);
  for await (const { records } of blocks) {
    for (const record of records) {
      seen += 1;
      if (record.ok) found.push(contentOf(record));
      else if (record.reason.code === "VALUE_NOT_STORABLE") refused ??= record.reason;
    }
    if (seen >= LOOKED_AT) break;
  }
  return { found: found.slice(0, LOOKED_AT), refused };
}

async function* blocksOf(
  source: CheckedSource,
  text: AsyncIterable<Uint8Array>,
): AsyncGenerator<RecordBlock, void, undefined> {
  if (source.format === "json-lines") {
    for await (const records of jsonLinesRecordBlocks(text)) yield { kind: "records", records };
  } else if (source.format === "ion") {
    for await (const records of ionRecordBlocks(text)) yield { kind: "items", records };
  } else yield* jsonBlocks(source, text, {});
}

function contentOf(
  record: Extract<RecordBlock["records"][number], { ok: true }>,
): Readonly<Record<string, unknown>> {
  if ("record" in record) return record.record;
  return "attributes" in record ? record.attributes : record.delete;
}

/** Names in quotes, the first ten of them. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  return shown.join(", ") + (names.length > 10 ? ` and ${names.length - 10} more` : "");
}
