import { isSpillwayError, type Reason } from "@spillway/errors";
import { attributeMapFrom, type PlainRecord } from "@spillway/item";
import { batchWriteRequest, exactJson, type Position, type SourceRecord } from "@spillway/records";
import type { SourceEntry } from "@spillway/table-writer";
import {
  type RecordShape,
  shapeItem,
  shapeRecord,
  type UnwritableRecord,
} from "../shape/shape-record.ts";
import { isExportLine, isItem } from "../source/json/item-lines.ts";
import { exactJsonText } from "./exact-json-text.ts";
import { contentRecord, isRecord } from "./record-content.ts";
import { isRejectLine, type RejectLine } from "./reject-line.ts";

/** Said of text that could not be read as a record before, and can't now. */
const STILL_RAW = "(it still is as it was)";
/** Of lines that could not be decoded: what is kept of them shows it by a character that was not there. */
const NO_TEXT: ReadonlySet<string> = new Set(["TEXT_NOT_UTF8", "TEXT_NOT_DECODABLE"]);
const REPLACEMENT = "\uFFFD";

/**
 * What is to be written of a reject file's line. Items and records that have their keys go as they
 * are; of what was not read before, or lacked what its keys are made of, they are made now.
 */
export function rejectedRecord(source: SourceRecord, shape: RecordShape): SourceEntry {
  if (!source.ok) return source;
  const { record, position } = source;
  if (!isRejectLine(record)) {
    const message = "expected a line of a reject file, with position, reason and a record";
    return unreadable(record, position, { code: "REJECT_LINE_INVALID", message });
  }
  try {
    return entryOf(record, position, shape);
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    return unreadable(record, position, { code: error.code, message: error.message });
  }
}

function entryOf(line: RejectLine, position: Position, shape: RecordShape): SourceEntry {
  const { item, raw, typed, untransformed } = line;
  const record = contentRecord(line.record, typed);
  const fields = contentRecord(line.fields, typed);
  const deletes = shape.deletes || line.op === "delete";
  if (item !== undefined) {
    return shapeItem({ ok: true, attributes: attributeMapFrom(item), position }, shape);
  }
  if (line.delete !== undefined) {
    return { ok: true, deleteItem: attributeMapFrom(line.delete), position };
  }
  if (record !== undefined) {
    const { keys, expiry } = shape;
    return shapeRecord(
      { ok: true, record, position },
      { keys, ...(expiry && { expiry }), deletes },
    );
  }
  if (fields !== undefined && untransformed) {
    const message = "expected --transform, as in the load that rejected it; came none";
    const reason = { code: "TRANSFORM_MISSING", message };
    return unwritable({ raw: "", fields, untransformed }, reason, position, deletes);
  }
  if (fields !== undefined) {
    if (shape.partitionKey ?? shape.sortKey) {
      return shapeRecord({ ok: true, record: fields, position }, { ...shape, deletes });
    }
    return unkeyed(fields, position, deletes);
  }
  if (typeof raw === "string") return entryOfText(raw, line, position, { ...shape, deletes });
  const message = "expected a JSON object in item, delete, record or fields, or text in raw";
  return unreadable(line, position, { code: "REJECT_LINE_INVALID", message });
}

/** Of text that a person may have mended by now. A line of CSV can't be read here: it has no header. */
function entryOfText(
  raw: string,
  { reason }: RejectLine,
  position: Position,
  shape: RecordShape,
): SourceEntry {
  // What stands for the bytes that were no text must not be written as if it were the text.
  const isLost = NO_TEXT.has(reason.code) && raw.includes(REPLACEMENT);
  const value = isLost ? undefined : jsonOf(raw);
  if (isRejectLine(value)) return entryOf(value, position, shape);
  if (isExportLine(value)) return itemOf(value.Item, position, shape);
  if (isItem(value)) return itemOf(value, position, shape);
  const request = batchWriteRequest(value);
  if (request !== undefined) return shapeItem({ ok: true, ...request, position }, shape);
  if (isRecord(value)) return shapeRecord({ ok: true, record: value, position }, shape);
  const { code, message } = reason;
  const still = message.endsWith(STILL_RAW) ? message : `${message} ${STILL_RAW}`;
  return unwritable({ raw }, { code, message: still }, position, shape.deletes);
}

function itemOf(item: unknown, position: Position, shape: RecordShape): SourceEntry {
  return shapeItem({ ok: true, attributes: attributeMapFrom(item), position }, shape);
}

function unkeyed(fields: PlainRecord, position: Position, deletes: boolean): SourceEntry {
  const message =
    "expected --pk or --sk, as in the load that rejected it, to make its key; came none";
  return unwritable({ raw: "", fields }, { code: "TEMPLATE_MISSING", message }, position, deletes);
}

function unreadable(line: unknown, position: Position, reason: Reason): SourceEntry {
  return unwritable({ raw: exactJsonText(line) }, reason, position, false);
}

function unwritable(
  content: Pick<UnwritableRecord, "raw" | "fields" | "untransformed">,
  reason: Reason,
  position: Position,
  deletes: boolean,
): UnwritableRecord {
  return { ok: false, reason, position, ...content, ...(deletes && { deletes }) };
}

function jsonOf(text: string): unknown {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
}
