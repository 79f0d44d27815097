/** An answer, read to its end. */
export interface WireAnswer {
  readonly status: number;
  /** By lower-case name; one that came several times is joined by commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether the connection may serve another request. */
  readonly keepsAlive: boolean;
}

/** The status line and headers of an answer, and how its body ends. */
export interface AnswerHead extends Omit<WireAnswer, "body"> {
  /** `chunked`, its bytes, or `close`: it ends with the connection. */
  readonly length: number | "chunked" | "close";
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: .*)?$/;
const HEADER = /^([!#$%&'*+\-.^_`|~\w]+):[ \t]*(.*)$/;
/** With the line ends gone, none belongs into a head, nor does a CR or LF alone. */
const CONTROL = /[^\t\x20-\x7E\x80-\xFF]/;
const LENGTH = /^\d{1,15}$/;

/**
 * Reads the head of an HTTP/1 answer.
 *
 * @param text in latin1, without the empty line that ends it
 * @throws an error with the code `EPROTO` when it is not HTTP/1, or when it is not clear where the
 * body ends
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
export function answerHeadFrom(text: string): AnswerHead {
  const [statusLine = "", ...lines] = text.split("\r\n");
  const [, minor, digits] = STATUS_LINE.exec(statusLine) ?? [];
  if (digits === undefined || CONTROL.test(statusLine)) throw notHttp(`begins "${statusLine}"`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, rest] = HEADER.exec(line) ?? [];
    if (name === undefined || rest === undefined || CONTROL.test(rest)) {
      throw notHttp(`has the header "${line}"`);
    }
    const key = name.toLowerCase();
    const before = headers.get(key);
    const value = rest.trimEnd();
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  const status = Number(digits);
  const length = bodyLength(status, headers);
  const keepsAlive = minor === "1" && length !== "close" && !closes(headers.get("connection"));
  return { status, headers, length, keepsAlive };
}

function bodyLength(status: number, headers: ReadonlyMap<string, string>): AnswerHead["length"] {
  if (status < 200 || status === 204 || status === 304) return 0;
  const coding = headers.get("transfer-encoding");
  const length = headers.get("content-length");
  if (coding !== undefined) {
    // Who sends both may be two parties that disagree on where the answer ends.
    if (length !== undefined || coding.toLowerCase() !== "chunked") {
      throw notHttp(`has the transfer-encoding "${coding}"`);
    }
    return "chunked";
  }
  if (length === undefined) return "close";
  if (!LENGTH.test(length)) throw notHttp(`has the content-length "${length}"`);
  return Number(length);
}

function closes(connection: string | undefined): boolean {
  return connection !== undefined && /(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(connection);
}

/** An answer that is not HTTP/1; whether the writes were done nobody knows. */
export function notHttp(problem: string): Error {
  const shown = problem.length > 120 ? `${problem.slice(0, 120)}…` : problem;
  return Object.assign(new Error(`the answer is not HTTP: it ${shown}`), { code: "EPROTO" });
}
