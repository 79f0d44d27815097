/** One HTTP answer as it came over the wire. */
export interface RawAnswer {
  /** For example `HTTP/1.1 200 OK`; `closed` or `silent` when there was no whole answer. */
  readonly statusLine: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** An answer and the bytes after it. */
export interface ParsedAnswer {
  readonly answer: RawAnswer;
  readonly rest: Buffer;
}

const HEAD_END = "\r\n\r\n";
const NO_BODY = Buffer.alloc(0);

/**
 * Reads the first answer of what has come so far, by the rules of HTTP/1.1's framing.
 * https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 *
 * @param bodyless whether an answer of this method has no body, as of HEAD
 * @param ended whether nothing more comes
 * @returns undefined while it is not whole
 */
export function parseAnswer(
  bytes: Buffer,
  bodyless: boolean,
  ended: boolean,
): ParsedAnswer | undefined {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const [statusLine = "", ...lines] = bytes.subarray(0, headEnd).toString("latin1").split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const after = bytes.subarray(headEnd + HEAD_END.length);
  const body = bodyOf(statusLine, headers, after, bodyless, ended);
  return body && { answer: { statusLine, headers, body: body.body }, rest: body.rest };
}

/** Whether it only says that the request may go on. */
export function isInterim({ statusLine }: RawAnswer): boolean {
  return / 1\d\d\b/.test(statusLine);
}

function bodyOf(
  statusLine: string,
  headers: RawAnswer["headers"],
  after: Buffer,
  bodyless: boolean,
  ended: boolean,
): { body: Buffer; rest: Buffer } | undefined {
  if (bodyless || / (1\d\d|204|304)\b/.test(statusLine)) return { body: NO_BODY, rest: after };
  const header = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (header("transfer-encoding") === "chunked") return chunks(after);
  const length = header("content-length");
  if (length === undefined) return ended ? { body: after, rest: NO_BODY } : undefined;
  const bytes = Number(length);
  if (after.length < bytes) return undefined;
  return { body: after.subarray(0, bytes), rest: after.subarray(bytes) };
}

function chunks(bytes: Buffer): { body: Buffer; rest: Buffer } | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString("latin1"), 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), rest: bytes.subarray(start + 2) };
    parts.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
