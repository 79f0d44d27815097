import { SpillwayError } from "@spillway/errors";
import type { AttributeMap } from "@spillway/item";

/** Why a record was not written: a stable code for programs and a message for people. */
export interface FailureReason {
  readonly code: string;
  readonly message: string;
}

/** What a message of the buffer or failure queue asks for: put this item into the table. */
export interface BufferedPut {
  readonly item: AttributeMap;
  /** Only on a message of the failure queue: why the item was not written. */
  readonly reason?: FailureReason;
}

const VERSION = 1;

/**
 * The body of a message that asks for one put: `{"v":1,"op":"put","item":…}`. The item's wire JSON
 * goes in as it is, so an item is encoded once however often it is sent.
 *
 * @param itemJson the wire JSON of an attribute map, as `admitItem` or `encodeItem` give it.
 * @param reason for the failure queue: why the item was not written.
 *
 * @example
 * encodeMessage(encodeItem({ pk: "a" }).json); // '{"v":1,"op":"put","item":{"pk":{"S":"a"}}}'
 */
export function encodeMessage(itemJson: string, reason?: FailureReason): string {
  const tail =
    reason === undefined
      ? "}"
      : `,"reason":${JSON.stringify({ code: reason.code, message: reason.message })}}`;
  return escapeUnsendable(`{"v":${VERSION},"op":"put","item":${itemJson}${tail}`);
}

/**
 * Reads what {@link encodeMessage} wrote. Whether the item's values are valid attribute values is
 * for the writer to say, which checks every item in any case.
 *
 * @throws SpillwayError `MESSAGE_MALFORMED` if the body is not JSON, has another version or
 * operation, or has no item.
 */
export function decodeMessage(body: string): BufferedPut {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch (cause) {
    throw malformed(`JSON, got ${excerpt(body)}`, cause);
  }
  if (!isObject(message)) throw malformed(`an object, got ${excerpt(body)}`);
  if (message.v !== VERSION) throw malformed(`"v":${VERSION}, got ${excerpt(message.v)}`);
  if (message.op !== "put") throw malformed(`"op":"put", got ${excerpt(message.op)}`);
  const { item, reason } = message;
  if (!isObject(item) || !Object.values(item).every(isObject)) {
    throw malformed(`"item": an attribute map in DynamoDB's JSON, got ${excerpt(item)}`);
  }
  const put = { item: item as AttributeMap };
  if (reason === undefined) return put;
  if (!isObject(reason) || typeof reason.code !== "string" || typeof reason.message !== "string") {
    throw malformed(`"reason": a code and a message, got ${excerpt(reason)}`);
  }
  return { ...put, reason: { code: reason.code, message: reason.message } };
}

function malformed(expected: string, cause?: unknown): SpillwayError {
  return new SpillwayError("MESSAGE_MALFORMED", `a message of the buffer must be ${expected}`, {
    hint: 'Only messages of the form {"v":1,"op":"put","item":{…}} belong in this queue.',
    ...(cause === undefined ? {} : { cause }),
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function excerpt(value: unknown): string {
  const text = (typeof value === "string" ? value : JSON.stringify(value)) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/**
 * SQS refuses U+FFFE and U+FFFF, which DynamoDB stores. In a JSON document they can only be inside
 * a string, where an escape means the same.
 */
function escapeUnsendable(json: string): string {
  return json.replaceAll("\uFFFE", "\\ufffe").replaceAll("\uFFFF", "\\uffff");
}
