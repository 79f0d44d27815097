import type { AttributeMap } from "@spillway/item";
import { changeCaptureError } from "../change-capture-error.ts";
import type { ChangedBy, ChangeEvent, ChangeType } from "../change-event.ts";

/** A line as JSON has it, in the order in which it is written. */
interface AuditLine {
  readonly event_id: string;
  readonly type: ChangeType;
  readonly by: ChangedBy;
  readonly table: string;
  readonly region: string;
  readonly keys: AttributeMap;
  readonly old: AttributeMap | undefined;
  readonly new: AttributeMap | undefined;
  readonly changed: readonly string[];
  readonly at: string;
  readonly sequence_number: string;
  readonly size_bytes: number;
}

/**
 * A change as one line of the audit log: a JSON object without its line end. Images stay in DynamoDB's
 * JSON, so that every digit, set and byte is kept.
 *
 * @example
 * auditLine(change); // → '{"event_id":"c4ca…","type":"modify","by":"caller","table":"orders",…}'
 */
export function auditLine(change: ChangeEvent): string {
  const line: AuditLine = {
    event_id: change.eventId,
    type: change.type,
    by: change.by,
    table: change.table,
    region: change.region,
    keys: change.keys,
    old: change.oldImage,
    new: change.newImage,
    changed: change.changedAttributes,
    at: change.at,
    sequence_number: change.sequenceNumber,
    size_bytes: change.sizeBytes,
  };
  return JSON.stringify(line);
}

/**
 * Reads a line that {@link auditLine} wrote. Fields that it does not know do no harm.
 *
 * @param text one line, with its line end or without
 * @throws AUDIT_LINE_INVALID naming the field
 * @example
 * parseAuditLine(auditLine(change)); // the same change
 */
export function parseAuditLine(text: string): ChangeEvent {
  const line = objectOf(text);
  const oldImage = image(line, "old");
  const newImage = image(line, "new");
  return {
    eventId: string(line, "event_id"),
    type: oneOf(line, "type", ["insert", "modify", "remove"]),
    by: oneOf(line, "by", ["caller", "ttl"]),
    table: string(line, "table"),
    region: string(line, "region"),
    keys: image(line, "keys") ?? refuse("keys", "an object of attributes", undefined),
    ...(oldImage === undefined ? {} : { oldImage }),
    ...(newImage === undefined ? {} : { newImage }),
    changedAttributes: names(line, "changed"),
    at: string(line, "at"),
    sequenceNumber: string(line, "sequence_number"),
    sizeBytes: number(line, "size_bytes"),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw changeCaptureError("AUDIT_LINE_INVALID", "expected a line of JSON; came other text", {
      cause,
    });
  }
  if (isObject(value)) return value;
  throw changeCaptureError("AUDIT_LINE_INVALID", `expected a JSON object; came ${typeof value}`);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(name: string, expected: string, value: unknown): never {
  const came = value === undefined ? "none" : JSON.stringify(value).slice(0, 100);
  throw changeCaptureError("AUDIT_LINE_INVALID", `expected ${expected} in "${name}"; came ${came}`);
}

function string(line: Fields, name: string): string {
  const value = line[name];
  return typeof value === "string" ? value : refuse(name, "text", value);
}

function number(line: Fields, name: string): number {
  const value = line[name];
  return typeof value === "number" ? value : refuse(name, "a number", value);
}

function oneOf<Word extends string>(line: Fields, name: string, words: readonly Word[]): Word {
  const value = line[name];
  return words.find((word) => word === value) ?? refuse(name, `one of ${words.join(", ")}`, value);
}

function names(line: Fields, name: string): readonly string[] {
  const value = line[name];
  const isText = (element: unknown): element is string => typeof element === "string";
  return Array.isArray(value) && value.every(isText) ? value : refuse(name, "names", value);
}

/** Values of attributes are taken as they are: they came from DynamoDB, and nobody else writes the log. */
function image(line: Fields, name: string): AttributeMap | undefined {
  const value = line[name];
  if (value === undefined || value === null) return undefined;
  return isObject(value) ? (value as AttributeMap) : refuse(name, "an object of attributes", value);
}
