import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { crc32 } from "node:zlib";
import { statusOf } from "./framing.ts";
import type { MessageHead } from "./message-head.ts";
import type { Message } from "./message-reader.ts";
import type { JsonObject } from "./wire-json.ts";

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** What is sent: the head and the body, byte for byte. */
  readonly bytes: Buffer;
  /** The engine's head; absent where the answer is the proxy's own. */
  readonly head?: MessageHead;
  /** Whether the connection ends with it. */
  readonly isLast: boolean;
}

const ERROR_NAMESPACE = "com.amazonaws.dynamodb.v20120810#";
const TYPE = "application/x-amz-json-1.0";

/**
 * The engine's answer, as it came.
 *
 * @param isLast whether the client wants no further one on this connection
 */
export function engineAnswer({ head, body, bytes }: Message, isLast: boolean): Answer {
  const answer = { status: statusOf(head) ?? 502, head, body, bytes, isLast };
  const isKept = head.firstLine.startsWith("HTTP/1.1") && head.value("connection") !== "close";
  if (isLast || isKept) return answer;
  // What is no answer of DynamoDB's form refuses the connection itself.
  if (!head.value("content-type")?.startsWith("application/x-amz-json")) {
    return { ...answer, isLast: true };
  }
  // An engine that keeps no connections (moto) is no reason to have the client open one each time.
  const text = head.text({ connection: undefined, ...lengthOf(body) });
  return { ...answer, bytes: messageOf(text.replace(/^HTTP\/1\.0/, "HTTP/1.1"), body) };
}

/** An answer of our own, in DynamoDB's form: with a request id and the checksum that SDKs look at. */
export function jsonAnswer(status: number, content: JsonObject): Answer {
  const body = Buffer.from(JSON.stringify(content));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Unknown"}`,
    `Date: ${new Date().toUTCString()}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    `x-amz-crc32: ${crc32(body)}`,
    `Content-Type: ${TYPE}`,
    `Content-Length: ${body.length}`,
  ];
  return { status, body, bytes: messageOf(`${lines.join("\r\n")}\r\n\r\n`, body), isLast: false };
}

/** An answer of the engine with other content: its checksum and length fit the new bytes. */
export function changedAnswer(answer: Answer, content: JsonObject): Answer {
  const { status, head, isLast } = answer;
  if (head === undefined) return jsonAnswer(status, content);
  const body = Buffer.from(JSON.stringify(content));
  const text = head.text({
    "x-amz-crc32": String(crc32(body)),
    "content-type": TYPE,
    connection: isLast ? "close" : undefined,
    ...lengthOf(body),
  });
  return { ...answer, body, bytes: messageOf(text, body) };
}

/**
 * An error in DynamoDB's form.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export function errorAnswer(
  status: number,
  name: string,
  message: string,
  more: JsonObject = {},
): Answer {
  return jsonAnswer(status, { __type: `${ERROR_NAMESPACE}${name}`, message, ...more });
}

function lengthOf(body: Buffer): Readonly<Record<string, string | undefined>> {
  return { "content-length": String(body.length), "transfer-encoding": undefined };
}

/** A whole message of a head with its empty line, one character a byte, and a body. */
export function messageOf(head: string, body: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, "latin1");
  body.copy(bytes, head.length);
  return bytes;
}
