import type { Reason } from "@spillway/errors";
import { attributeMapFrom } from "@spillway/item";
import type { RecordLine } from "../lines/numbered-lines.ts";
import { recordsError, recordsReason } from "../records-error.ts";
import type { MalformedRecord, SourceDelete, SourceItem } from "../source-record.ts";
import type { Frame } from "./framing/found-frames.ts";
import { FrameNumbers, frameBlocks, type JsonFrameOptions } from "./json-frames.ts";
import { ROOT_OF_BATCH } from "./json-layout.ts";
import { jsonLine } from "./json-line.ts";
import { keyRecord } from "./key-record.ts";

/** What a batch-write file has: items to put, and keys to delete. */
export type BatchWriteRecord = SourceItem | SourceDelete | MalformedRecord;

export interface BatchWriteOptions extends JsonFrameOptions {
  /** The table whose requests are wanted, as the file names it. */
  readonly table: string;
  /**
   * Other tables that the file is known to name: their requests are passed over. One of a table that is
   * not among them is malformed. Default: those of all tables are passed over.
   */
  readonly others?: readonly string[];
  /** Called for each request that is passed over; it has no number. */
  readonly onOther?: (table: string) => void;
}

/**
 * Reads the request file of `aws dynamodb batch-write-item`, of any length: puts and deletes of one
 * table in their order. The tables may be at the root or under `RequestItems`; under `UnprocessedItems`,
 * as an answer has what was left undone; or under `Responses`, as BatchGetItem answers, with items.
 * What can't be read costs itself alone, as in {@link jsonValueRecordBlocks}.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 * @example
 * for await (const block of batchWriteBlocks(createReadStream("requests.json"), { table: "Users" })) {
 *   for (const source of block) {
 *     if (!source.ok) console.log(source.reason.message);
 *     else if ("attributes" in source) source.attributes; // { pk: { S: "a" } }
 *     else source.delete; // { pk: "b" }
 *   }
 * }
 */
export async function* batchWriteBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: BatchWriteOptions,
): AsyncGenerator<BatchWriteRecord[], void, undefined> {
  const { table, others, onOther } = options;
  const numbers = new FrameNumbers(options);
  for await (const frames of frameBlocks(input, ROOT_OF_BATCH, options)) {
    const records: BatchWriteRecord[] = [];
    for (const frame of frames) {
      const named = frame.names.at(-1);
      const isOther = named !== undefined && named !== table;
      if (isOther && (others?.includes(named) ?? true)) {
        onOther?.(named);
        continue;
      }
      const numbered = numbers.numbered(
        isOther ? { ...frame, problem: unexpected(table, named) } : frame,
      );
      if (numbered !== undefined) records.push(numbered.ok ? recordOf(numbered, frame) : numbered);
    }
    if (records.length > 0) yield records;
  }
}

/**
 * The tables that a batch-write file names, with the number of their requests. All of it is read,
 * nothing is parsed.
 */
export async function batchWriteTables(
  input: AsyncIterable<Uint8Array | string>,
): Promise<ReadonlyMap<string, number>> {
  const tables = new Map<string, number>();
  for await (const frames of frameBlocks(input, ROOT_OF_BATCH, {})) {
    for (const { names } of frames) {
      const table = names.at(-1);
      if (table !== undefined) tables.set(table, (tables.get(table) ?? 0) + 1);
    }
  }
  return tables;
}

function recordOf(line: RecordLine, { names }: Frame): BatchWriteRecord {
  const { position } = line;
  return jsonLine<BatchWriteRecord>(line, (value) => {
    if (names[0] === "Responses")
      return { ok: true, attributes: attributeMapFrom(value), position };
    const request = batchWriteRequest(value);
    if (request !== undefined) return { ok: true, ...request, position };
    throw invalid(
      `expected a PutRequest with an Item or a DeleteRequest with a Key; came ${cameOf(value)}`,
    );
  });
}

/** One request of a batch write: an item to put, or a key to delete. */
export type BatchWriteRequest = Pick<SourceItem, "attributes"> | Pick<SourceDelete, "delete">;

/**
 * What a request of a batch write is, `{"PutRequest":{"Item":…}}` or `{"DeleteRequest":{"Key":…}}`.
 *
 * @returns undefined for what is neither
 * @throws SpillwayError `VALUE_NOT_STORABLE` for an item or a key that is not in DynamoDB's JSON
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_WriteRequest.html
 * @example
 * batchWriteRequest({ DeleteRequest: { Key: { pk: { S: "a" } } } }); // { delete: { pk: "a" } }
 */
export function batchWriteRequest(value: unknown): BatchWriteRequest | undefined {
  const [[request, content] = [], ...more] = entriesOf(value);
  if (more.length > 0) return undefined;
  const { Item, Key }: { readonly Item?: unknown; readonly Key?: unknown } = Object(content);
  if (request === "PutRequest" && Item !== undefined) return { attributes: attributeMapFrom(Item) };
  if (request !== "DeleteRequest" || Key === undefined) return undefined;
  return { delete: keyRecord(attributeMapFrom(Key), invalid) };
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** The names of a value that is no request. */
function cameOf(value: unknown): string {
  const names = entriesOf(value).map(([name]) => name);
  if (names.length === 0) return JSON.stringify(value).slice(0, 40);
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and more` : names.join(", ");
}

function unexpected(table: string, came: string): Reason {
  const message = `expected a request of the table ${table}; came one of ${came}, which the beginning does not name`;
  return recordsReason("BATCH_TABLE_UNEXPECTED", message);
}

function invalid(message: string) {
  return recordsError("BATCH_REQUEST_INVALID", message);
}
