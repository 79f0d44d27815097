/** A body that came in chunks, and where the message ends. */
export interface ChunkedBody {
  readonly body: Buffer;
  readonly end: number;
}

const SIZE = /^([0-9a-f]{1,7})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/i;
const MAX_LINE_BYTES = 8 * 1024;

/**
 * Reads a body in chunks.
 * https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 *
 * @param start where the first chunk begins
 */
export function readChunks(bytes: Buffer, start: number): ChunkedBody | "incomplete" | "malformed" {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const line = lineAt(bytes, at);
    if (line === undefined) return bytes.length - at > MAX_LINE_BYTES ? "malformed" : "incomplete";
    const size = SIZE.exec(line)?.[1];
    if (size === undefined) return "malformed";
    const from = at + line.length + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) return afterTrailers(bytes, from, Buffer.concat(parts));
    at = from + length;
    if (bytes.length < at + 2) return "incomplete";
    if (bytes[at] !== 0x0d || bytes[at + 1] !== 0x0a) return "malformed";
    parts.push(bytes.subarray(from, at));
    at += 2;
  }
}

function afterTrailers(
  bytes: Buffer,
  start: number,
  body: Buffer,
): ChunkedBody | "incomplete" | "malformed" {
  for (let at = start; ; ) {
    const line = lineAt(bytes, at);
    if (line === undefined) return bytes.length - at > MAX_LINE_BYTES ? "malformed" : "incomplete";
    at += line.length + 2;
    if (line === "") return { body, end: at };
  }
}

function lineAt(bytes: Buffer, at: number): string | undefined {
  const end = bytes.indexOf("\r\n", at, "latin1");
  return end < 0 ? undefined : bytes.toString("latin1", at, end);
}
