import { type Reason, reasonOf, type SpillwayError } from "@spillway/errors";
import type { AttributeMap } from "@spillway/item";
import { writeBufferError } from "./errors.ts";

/** A write that can go into a message. A `WireRequest` of table-writer is one. */
export interface BufferableWrite {
  /** Default `put`. */
  readonly op?: "put" | "delete";
  /** The wire JSON of the item, or of the key alone for a delete, as `admitItem` or `encodeItem` give it. */
  readonly json: string;
}

/** What a message of the buffer or failure queue asks for: put this item into the table, or delete it. */
export interface BufferedWrite {
  readonly op: "put" | "delete";
  /** The item, or the key alone for a delete. */
  readonly attributes: AttributeMap;
  /** Only on a message of the failure queue: why the write was not done. */
  readonly reason?: Reason;
}

const VERSION = 1;
/** What the attributes of each operation are called in a message. */
const ATTRIBUTES_OF = { put: "item", delete: "key" } as const;

/**
 * The body of a message that asks for one write: `{"v":1,"op":"put","item":…}` or
 * `{"v":1,"op":"delete","key":…}`. The wire JSON goes in as it is, so an item is encoded once however
 * often it is sent.
 *
 * @param reason for the failure queue: why the write was not done.
 *
 * @example
 * encodeMessage(encodeItem({ pk: "a" })); // '{"v":1,"op":"put","item":{"pk":{"S":"a"}}}'
 */
export function encodeMessage({ op = "put", json }: BufferableWrite, reason?: Reason): string {
  const tail = reason === undefined ? "}" : `,"reason":${JSON.stringify(reasonOf(reason))}}`;
  return escapeUnsendable(`{"v":${VERSION},"op":"${op}","${ATTRIBUTES_OF[op]}":${json}${tail}`);
}

/**
 * Reads what {@link encodeMessage} wrote. Whether the values are valid attribute values is for the
 * writer to say, which checks every item in any case.
 *
 * @throws SpillwayError `MESSAGE_MALFORMED` if the body is not JSON, has another version or
 * operation, or has no item (no key for a delete).
 */
export function decodeMessage(body: string): BufferedWrite {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch (cause) {
    throw malformed(`JSON; came ${excerpt(body)}`, cause);
  }
  if (!isObject(message)) throw malformed(`an object; came ${excerpt(body)}`);
  if (message.v !== VERSION) throw malformed(`"v":${VERSION}; came ${excerpt(message.v)}`);
  const { op, reason } = message;
  if (op !== "put" && op !== "delete") {
    throw malformed(`"op":"put" or "op":"delete"; came ${excerpt(op)}`);
  }
  const name = ATTRIBUTES_OF[op];
  const attributes = message[name];
  if (!isObject(attributes) || !Object.values(attributes).every(isObject)) {
    throw malformed(`"${name}": an attribute map in DynamoDB's JSON; came ${excerpt(attributes)}`);
  }
  const write: BufferedWrite = { op, attributes: attributes as AttributeMap };
  if (reason === undefined) return write;
  if (!isObject(reason) || typeof reason.code !== "string" || typeof reason.message !== "string") {
    throw malformed(`"reason": a code and a message; came ${excerpt(reason)}`);
  }
  return { ...write, reason: { code: reason.code, message: reason.message } };
}

function malformed(expected: string, cause?: unknown): SpillwayError {
  return writeBufferError("MESSAGE_MALFORMED", `a message of the buffer: expected ${expected}`, {
    hint: 'Only messages like {"v":1,"op":"put","item":{…}} or {"v":1,"op":"delete","key":{…}} belong here.',
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
