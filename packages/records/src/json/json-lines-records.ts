import type { PlainRecord } from "@spillway/item";
import {
  type LineOptions,
  malformedLine,
  numberedLineBlocks,
  type RecordLine,
} from "../lines/numbered-lines.ts";
import { recordsReason } from "../records-error.ts";
import type { SourceRecord } from "../source-record.ts";
import { exactJson } from "./exact-json.ts";
import { malformedJson } from "./json-line.ts";

/**
 * Reads JSON Lines: one object a line; LF or CRLF; a byte order mark and blank lines are passed over.
 * A line that is no object is yielded as malformed, with its text and the reason, and the rest goes
 * on. Memory stays at one chunk and one line.
 *
 * No number loses a digit: a whole one that JavaScript would change becomes a `bigint`, any other
 * becomes its text. A number that DynamoDB can't hold, beyond 38 digits, makes its line malformed.
 *
 * @param input chunks of bytes or text, for example a file's read stream
 * @see https://jsonlines.org
 * @example
 * for await (const source of jsonLinesRecords(createReadStream("users.jsonl"))) {
 *   if (source.ok) source.record; // { id: "7", visits: 9007199254740993n }
 *   else source.reason; // { code: "JSON_MALFORMED", message: "expected one JSON object; …" }
 * }
 */
export async function* jsonLinesRecords(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<SourceRecord, void, undefined> {
  for await (const block of jsonLinesRecordBlocks(input, options)) yield* block;
}

/**
 * Reads JSON Lines as {@link jsonLinesRecords} does, as many records at a time as a chunk of the input
 * holds: an await for each record costs as much as a good part of reading it.
 */
export async function* jsonLinesRecordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<SourceRecord[], void, undefined> {
  for await (const lines of numberedLineBlocks(input, options)) {
    yield lines.map((line) => (line.ok ? recordOfLine(line) : line));
  }
}

/** The record of a text that should be one object. */
export function recordOfLine(line: RecordLine): SourceRecord {
  try {
    const value = exactJson(line.text);
    if (isObject(value)) return { ok: true, record: value, position: line.position };
    const message = `expected an object; came ${kindOf(value)}`;
    return malformedLine(line, recordsReason("JSON_NOT_AN_OBJECT", message));
  } catch (error) {
    return malformedJson(line, error);
  }
}

function isObject(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
