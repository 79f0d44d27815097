import { attributeMapFrom } from "@spillway/item";
import { type LineOptions, numberedLineBlocks } from "../lines/numbered-lines.ts";
import type { MalformedRecord, SourceItem } from "../source-record.ts";
import { ION_VERSION_MARKER, ionLine, mapOf } from "./ion-line.ts";
import { type IonFields, ionParser } from "./ion-struct.ts";

/**
 * Reads items in Amazon Ion text, one a line: as an export to S3 writes them, `$ion_1_0 {Item:{pk:"a"}}`,
 * or bare, `{pk:"a"}`. Numbers keep every digit. Blank lines and lines with a version marker alone are
 * passed over; a line that is no item, or has what DynamoDB has no type for, is yielded as malformed.
 *
 * @param input chunks of bytes or text; decompress it with {@link decompressed} first
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html
 * @example
 * for await (const source of ionRecords(createReadStream("items.ion"))) {
 *   if (source.ok) source.attributes; // { pk: { S: "a" } }
 * }
 */
export async function* ionRecords(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<SourceItem | MalformedRecord, void, undefined> {
  for await (const block of ionRecordBlocks(input, options)) yield* block;
}

/** Reads Ion as {@link ionRecords} does, a chunk's items at a time. */
export async function* ionRecordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions = {},
): AsyncGenerator<(SourceItem | MalformedRecord)[], void, undefined> {
  const parse = await ionParser();
  const lines = numberedLineBlocks(input, { ...options, noRecord: ION_VERSION_MARKER });
  for await (const block of lines) {
    yield block.map((line) =>
      line.ok
        ? ionLine(line, parse, (fields) => ({
            ok: true,
            attributes: attributeMapFrom(unwrapped(fields)),
            position: line.position,
          }))
        : line,
    );
  }
}

/** The struct under `Item`, where that is all there is: a map alone would be an item without a key. */
function unwrapped(fields: IonFields): IonFields {
  const [name, ...more] = Object.keys(fields);
  return name === "Item" && more.length === 0 ? (mapOf(fields, name) ?? fields) : fields;
}
