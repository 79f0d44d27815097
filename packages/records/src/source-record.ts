import type { Reason } from "@spillway/errors";
import type { AttributeMap, PlainRecord } from "@spillway/item";
import type { Position } from "./position.ts";

/** A record that could be read. */
export interface ReadableRecord {
  readonly ok: true;
  readonly record: PlainRecord;
  readonly position: Position;
}

/** A record that could not be read. The rest of its source goes on. */
export interface MalformedRecord {
  readonly ok: false;
  readonly reason: Reason;
  readonly position: Position;
  /** The record's text as it stood in the source. */
  readonly raw: string;
}

/** What a source of plain records yields: each record, or why it could not be read. */
export type SourceRecord = ReadableRecord | MalformedRecord;

/** An item that is already in DynamoDB's wire JSON: from a queue message, an export, a backup. */
export interface SourceItem {
  readonly ok: true;
  readonly attributes: AttributeMap;
  readonly position: Position;
}

/** An item that should be gone: it is deleted by its key, and it does no harm if there is none. */
export interface SourceDelete {
  readonly ok: true;
  /** The item's key. Attributes beside it are left out, so a whole record can stand here. */
  readonly delete: PlainRecord;
  readonly position: Position;
}

/**
 * Makes a malformed record. It may be kept for a report, so its text is copied: a part of a string
 * keeps the whole string in memory, here a chunk of the input.
 */
export function malformedRecord(reason: Reason, position: Position, raw: string): MalformedRecord {
  return { ok: false, reason, position, raw: Buffer.from(raw).toString() };
}
