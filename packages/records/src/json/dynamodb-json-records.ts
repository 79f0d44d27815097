import { attributeMapFrom } from "@spillway/item";
import { type LineOptions, numberedLineBlocks, type RecordLine } from "../lines/numbered-lines.ts";
import type { MalformedRecord, SourceItem } from "../source-record.ts";
import { jsonLine } from "./json-line.ts";

const TYPE_NAME = /^(?:[SNB]S?|[ML]|NULL|BOOL)$/;

/**
 * Reads items in DynamoDB's own JSON, one a line: as an export to S3 writes them,
 * `{"Item":{"pk":{"S":"a"}}}`, or bare, `{"pk":{"S":"a"}}`. LF or CRLF; a byte order mark and blank
 * lines are passed over. Every value is checked; a line that is no item is yielded as malformed.
 *
 * @param input chunks of bytes or text; decompress a `.gz` with {@link decompressed} first
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 * @example
 * for await (const source of dynamodbJsonRecords(createReadStream("items.json"))) {
 *   if (source.ok) source.attributes; // { pk: { S: "a" } }
 * }
 */
export async function* dynamodbJsonRecords(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<SourceItem | MalformedRecord, void, undefined> {
  for await (const block of dynamodbJsonRecordBlocks(input, options)) yield* block;
}

/** Reads DynamoDB's JSON as {@link dynamodbJsonRecords} does, a chunk's items at a time. */
export async function* dynamodbJsonRecordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<(SourceItem | MalformedRecord)[], void, undefined> {
  for await (const lines of numberedLineBlocks(input, options)) {
    yield lines.map((line) => (line.ok ? itemOfLine(line) : line));
  }
}

/** The item of a text that should be one. */
export function itemOfLine(line: RecordLine): SourceItem | MalformedRecord {
  return jsonLine(line, (value) => ({
    ok: true,
    attributes: attributeMapFrom(unwrapped(value)),
    position: line.position,
  }));
}

/**
 * The map under `Item`, where that is all there is. A bare item may have an attribute of that name:
 * its value then has the one name of a type, such as `{"M":…}` or `{"S":"…"}`, that holds no object
 * with a type in it, which an item's map always does.
 */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0 || entry[0] !== "Item") return value;
  return mayBeTyped(entry[1]) && isAttributeValue(value) ? value : entry[1];
}

/** A quick look: nearly every item of an export has more attributes than one, or none with such a name. */
function mayBeTyped(value: unknown): boolean {
  const [name = "", ...more] = Object.keys(Object(value));
  return more.length === 0 && TYPE_NAME.test(name);
}

function isAttributeValue(value: object): boolean {
  try {
    attributeMapFrom(value);
    return true;
  } catch {
    return false;
  }
}
