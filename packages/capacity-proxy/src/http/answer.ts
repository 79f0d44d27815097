import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crc32 } from "node:zlib";
import type { JsonObject } from "./wire-json.ts";

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  /** The status line's phrase, where it is not the usual one: the engine has some of its own. */
  readonly reason?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const ERROR_NAMESPACE = "com.amazonaws.dynamodb.v20120810#";

/** An answer of our own, in DynamoDB's form: with a request id and the checksum that SDKs look at. */
export function jsonAnswer(status: number, content: JsonObject): Answer {
  const body = Buffer.from(JSON.stringify(content));
  return { status, body, headers: contentHeaders(body, ownHeaders()) };
}

/** An answer of the engine with other content: its checksum and length fit the new bytes. */
export function changedAnswer(answer: Answer, content: JsonObject): Answer {
  const body = Buffer.from(JSON.stringify(content));
  return { ...answer, body, headers: contentHeaders(body, answer.headers) };
}

/** What DynamoDB Local answers where a body is longer than any request may be. */
export function tooLargeAnswer(): Answer {
  return { status: 413, headers: ownHeaders(), body: Buffer.from('{"Message":""}') };
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

function ownHeaders(): IncomingHttpHeaders {
  return { "x-amzn-requestid": randomUUID(), date: new Date().toUTCString() };
}

function contentHeaders(body: Buffer, base: IncomingHttpHeaders): IncomingHttpHeaders {
  return {
    ...base,
    "content-type": "application/x-amz-json-1.0",
    "content-length": String(body.length),
    "x-amz-crc32": String(crc32(body)),
  };
}
