import { type AttributeMap, attributeMapFrom, type PlainRecord } from "@spillway/item";
import type { MalformedRecord, Position, Reason, SourceRecord } from "@spillway/records";
import type { SourceEntry, WriteOutcome } from "@spillway/table-writer";
import { exactJsonText } from "./exact-json-text.ts";

/**
 * One line of a reject file: where the record stood, why it was not written, and the record as far as
 * it was known, so that the line can be loaded again.
 */
export interface RejectLine {
  readonly position: Position;
  readonly reason: Reason;
  /** The item in DynamoDB's JSON, ready to be put. */
  readonly item?: AttributeMap;
  /** The key of an item to delete, in DynamoDB's JSON. */
  readonly delete?: AttributeMap;
  /** The record before it became an item. */
  readonly record?: PlainRecord;
  /** Its text, where it could not be read. */
  readonly raw?: string;
}

/** The line of a record that was not written. */
export function rejectLine(outcome: WriteOutcome, unshaped?: PlainRecord): string {
  const { position, reason, write } = outcome;
  const at = { position, reason };
  if (write !== undefined) {
    const { op, attributes } = write;
    return exactJsonText({
      ...at,
      ...(op === "put" ? { item: attributes } : { delete: attributes }),
    });
  }
  if (outcome.kind !== "rejected") return exactJsonText(at);
  const record = unshaped ?? outcome.record;
  return exactJsonText({ ...at, ...(record === undefined ? { raw: outcome.raw } : { record }) });
}

/** Whether a line's value is one of a reject file. */
export function isRejectLine(value: unknown): value is RejectLine {
  if (typeof value !== "object" || value === null) return false;
  const { position, reason } = value as Partial<Record<keyof RejectLine, unknown>>;
  const isOne = ["item", "delete", "record", "raw"].some((name) => Object.hasOwn(value, name));
  return isOne && hasField(position, "index", "number") && hasField(reason, "code", "string");
}

/** Where a record that was rejected before was, in the words of its new rejection. */
const STILL_RAW = "it could not be read as a record, and still is as it was";

/** The record of a reject file's line, to be written now. */
export function recordOfRejectLine(source: SourceRecord): SourceEntry {
  if (!source.ok) return source;
  const { record, position } = source;
  if (!isRejectLine(record)) {
    const message = "expected a line of a reject file, with position, reason and a record";
    return malformed(source, { code: "REJECT_LINE_INVALID", message });
  }
  try {
    if (record.item !== undefined) {
      return { ok: true, attributes: attributeMapFrom(record.item), position };
    }
    if (record.delete !== undefined) {
      return { ok: true, deleteItem: attributeMapFrom(record.delete), position };
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return malformed(source, { code: "REJECT_LINE_INVALID", message });
  }
  if (record.record !== undefined) return { ok: true, record: record.record, position };
  const { reason, raw = "" } = record;
  return {
    ok: false,
    reason: { code: reason.code, message: `${reason.message} (${STILL_RAW})` },
    position,
    raw,
  };
}

function malformed(
  { record, position }: { readonly record: PlainRecord; readonly position: Position },
  reason: Reason,
): MalformedRecord {
  return { ok: false, reason, position, raw: exactJsonText(record) };
}

function hasField(value: unknown, name: string, type: "number" | "string"): boolean {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, name) === type;
}
