import type { RecordLine } from "../lines/numbered-lines.ts";
import type { MalformedRecord, SourceItem, SourceRecord } from "../source-record.ts";
import { itemOfLine } from "./dynamodb-json-records.ts";
import type { Frame } from "./framing/found-frames.ts";
import { FrameNumbers, frameBlocks, type JsonFrameOptions } from "./json-frames.ts";
import { type JsonLayout, ROOT_OF_LAYOUT } from "./json-layout.ts";
import { recordOfLine } from "./json-lines-records.ts";

export interface JsonValueOptions extends JsonFrameOptions {
  /** Where records are. Default `values`. */
  readonly layout?: JsonLayout;
  /**
   * Called at the end where the last answer has a `LastEvaluatedKey` or a `NextToken`: the table had
   * more than the text.
   */
  readonly onMore?: () => void;
}

/**
 * Reads JSON objects wherever they are: printed over many lines, one after the other with or without
 * anything between them, in an array, on lines with commas at their ends, or under `Items` in what a
 * document client answered. Numbers keep every digit, as in {@link jsonLinesRecords}.
 *
 * What is no object is yielded as malformed and costs itself alone: after a string that is not closed or
 * a bracket that is missing, reading goes on where a line begins as the damaged record's did, or where
 * the name stands with which all records began so far. A text that ends too soon has a malformed record
 * at its end. Memory stays at one chunk and one record.
 *
 * @param input chunks of bytes or text; decompress a `.gz` with {@link decompressed} first
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * for await (const block of jsonValueRecordBlocks(createReadStream("users.json"))) {
 *   for (const source of block) source.position; // { line: 2, index: 0, byte: 4 }
 * }
 */
export function jsonValueRecordBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: JsonValueOptions = {},
): AsyncGenerator<SourceRecord[], void, undefined> {
  return valueBlocks(input, options, recordOfLine);
}

/**
 * Reads items in DynamoDB's JSON wherever they are, as {@link jsonValueRecordBlocks} does: for example
 * what `aws dynamodb scan` prints, and several such answers one after the other.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
 * @example
 * const options = { layout: "answers", onMore: () => console.log("the table had more") } as const;
 * for await (const block of dynamodbJsonValueBlocks(createReadStream("scan.json"), options)) {
 *   for (const source of block) if (source.ok) source.attributes; // { pk: { S: "a" } }
 * }
 */
export function dynamodbJsonValueBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: JsonValueOptions = {},
): AsyncGenerator<(SourceItem | MalformedRecord)[], void, undefined> {
  return valueBlocks(input, options, itemOfLine);
}

async function* valueBlocks<Found>(
  input: AsyncIterable<Uint8Array | string>,
  options: JsonValueOptions,
  read: (line: RecordLine) => Found,
): AsyncGenerator<(Found | MalformedRecord)[], void, undefined> {
  const { layout = "values", onMore } = options;
  const numbers = new FrameNumbers(options);
  let documents = 0;
  let moreIn = -1;
  const onEnd = (all: number) => {
    documents = all;
  };
  for await (const frames of frameBlocks(input, ROOT_OF_LAYOUT[layout], options, onEnd)) {
    const records: (Found | MalformedRecord)[] = [];
    for (const frame of frames) {
      if (isFact(frame)) {
        if (saysSomething(frame.text)) moreIn = frame.document;
        continue;
      }
      const numbered = numbers.numbered(frame);
      if (numbered !== undefined) records.push(numbered.ok ? read(numbered) : numbered);
    }
    if (records.length > 0) yield records;
  }
  if (moreIn === documents) onMore?.();
}

/** Whether a frame is the value of a member beside the records. */
function isFact({ names, problem }: Frame): boolean {
  const name = names.at(-1);
  return problem === undefined && name !== undefined && name !== "Items";
}

function saysSomething(text: string): boolean {
  return !/^(?:null|\{\s*\}|"")$/.test(text);
}
