import type { Reason } from "@spillway/errors";
import type { AttributeMap, PlainRecord } from "@spillway/item";
import type { Position } from "@spillway/records";
import type { SourceEntry, WriteOutcome } from "@spillway/table-writer";
import type { UnwritableRecord } from "../shape/shape-record.ts";
import { exactJsonText } from "./exact-json-text.ts";
import { recordContent } from "./record-content.ts";

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
  /** The record before it became an item, with its keys. */
  readonly record?: PlainRecord | AttributeMap;
  /** The record as it was in the source, where its keys could not be made of it, or nothing was. */
  readonly fields?: PlainRecord | AttributeMap;
  /** Where `record` or `fields` is in DynamoDB's JSON: it has what plain JSON can't hold, such as a set. */
  readonly typed?: true;
  /**
   * Where `fields` is as it was before the load's transform, which is yet to be done: it threw, or gave
   * what no JSON can hold.
   */
  readonly untransformed?: true;
  /** Its text, where it could not be read. */
  readonly raw?: string;
  /** Where `record`, `fields` or `raw` is of an item to delete. */
  readonly op?: "delete";
}

/** What came out of a transform says what it was made of. */
type OfTransform = SourceEntry & { readonly origin?: PlainRecord };

type Content = Omit<RejectLine, "position" | "reason">;

/** The line of a record that was not written. */
export function rejectLine(outcome: WriteOutcome): string {
  const { position, reason } = outcome;
  return exactJsonText({ position, reason, ...contentOf(outcome) });
}

/** Whether a line's value is one of a reject file. */
export function isRejectLine(value: unknown): value is RejectLine {
  if (typeof value !== "object" || value === null) return false;
  const { position, reason } = value as Partial<Record<keyof RejectLine, unknown>>;
  const isOne = CONTENTS.some((name) => Object.hasOwn(value, name));
  return isOne && hasField(position, "index", "number") && hasField(reason, "code", "string");
}

const CONTENTS = ["item", "delete", "record", "fields", "raw"] as const satisfies (keyof Content)[];

function contentOf(outcome: WriteOutcome): Content {
  const { write } = outcome;
  if (write !== undefined) {
    return write.op === "put" ? { item: write.attributes } : { delete: write.attributes };
  }
  return "source" in outcome && outcome.source ? contentOfSource(outcome.source) : {};
}

function contentOfSource(source: SourceEntry): Content {
  if (!source.ok) {
    const { raw, fields, deletes, untransformed }: UnwritableRecord = source;
    const op = deletes ? { op: "delete" as const } : {};
    if (fields === undefined) return { raw, ...op };
    const content = recordContent(fields);
    if (content === undefined) return { ...contentOfOrigin(source), ...op };
    const { record, ...typed } = content;
    return { fields: record, ...typed, ...(untransformed && { untransformed }), ...op };
  }
  if ("record" in source) return recordContent(source.record) ?? contentOfOrigin(source);
  if ("attributes" in source) return { item: source.attributes };
  if ("deleteItem" in source) return { delete: source.deleteItem };
  return { ...(recordContent(source.delete) ?? contentOfOrigin(source)), op: "delete" };
}

/**
 * Of a record that no line can hold: what the transform made it of, so that it is asked again. Nothing
 * of the record is written instead, which would be loaded as if it were the record.
 */
function contentOfOrigin(source: SourceEntry): Content {
  const { origin }: OfTransform = source;
  const content = origin && recordContent(origin);
  if (content === undefined) return { raw: "" };
  const { record, ...typed } = content;
  return { fields: record, ...typed, untransformed: true };
}

function hasField(value: unknown, name: string, type: "number" | "string"): boolean {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, name) === type;
}
