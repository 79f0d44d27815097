import { crc32 } from "node:zlib";
import type { RawAnswer } from "../exchange/raw-answer.ts";

/** An answer without what differs from one answer to the next by its nature. */
export interface Comparable {
  readonly status: string;
  /** `name: value`, sorted by name. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Fields of a body that are new each time: times, ids, tokens. */
const TIMES =
  /"(Creation\w*DateTime|Last\w*DateTime|ApproximateCreationDateTime)":(?!0\.000)[\d.E]+/g;
const STREAM_LABEL = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/g;
const TOKENS =
  /"(TableId|ShardId|ParentShardId|ShardIterator|NextShardIterator|SequenceNumber|StartingSequenceNumber|EndingSequenceNumber|eventID|NextToken)":"[^"]*"/g;
/** Jetty names the class and the identity of an object where it has no message. */
const IDENTITY = /@[0-9a-f]{6,8}\b/g;

/**
 * The one place that says what may differ between two answers that are alike:
 *
 * - header names' case and order (HTTP gives them no meaning), and what belongs to one connection
 *   and so not to the answer: `connection`, `keep-alive`, and whether the body came in chunks or with
 *   its length, which the reader has checked by reading it;
 * - the values of `date` and `x-amzn-requestid`;
 * - the value of `x-amz-crc32`: it must be the checksum of the body that it came with, and is then
 *   as good as the other (an answer without a body, to HEAD, has one that can't be checked);
 * - times, ids and tokens in the body (above);
 * - how JSON is written: two bodies that are the same JSON value are alike. Text that is no JSON is
 *   compared byte by byte.
 */
export function comparable({ statusLine, headers, body }: RawAnswer): Comparable {
  const kept = headers.flatMap(([name, value]) => headerOf(name.toLowerCase(), value, body));
  return { status: statusLine, headers: kept.sort(), body: bodyText(body) };
}

/** The whole as one text: alike exactly when the texts are equal. */
export function comparableText({ status, headers, body }: Comparable): string {
  return [status, ...headers, "", body].join("\n");
}

function headerOf(name: string, value: string, body: Buffer): readonly string[] {
  switch (name) {
    case "connection":
    case "keep-alive":
    case "content-length":
    case "transfer-encoding":
      return [];
    case "date":
      return [Number.isNaN(Date.parse(value)) ? `date: ${value}` : "date: <time>"];
    case "x-amzn-requestid":
      return [/^[\w-]{36}$/.test(value) ? "x-amzn-requestid: <id>" : `x-amzn-requestid: ${value}`];
    case "x-amz-crc32": {
      const right = body.length === 0 ? value : String(crc32(body));
      return [`x-amz-crc32: ${value === right ? "<of the body>" : `${value}, not ${right}`}`];
    }
    default:
      return [`${name}: ${value}`];
  }
}

function bodyText(body: Buffer): string {
  const text = body
    .toString("latin1")
    .replace(TIMES, '"$1":"<time>"')
    .replace(STREAM_LABEL, "<time>")
    .replace(TOKENS, '"$1":"<new>"')
    .replace(IDENTITY, "@<identity>");
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return text;
  }
}

/** The same value with the fields of each object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]));
}
