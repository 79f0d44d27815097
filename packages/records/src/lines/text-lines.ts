import { isUtf8 } from "node:buffer";
import type { Reason } from "@spillway/errors";

/** One line of a text, without its line feed. A carriage return before it is still there. */
export interface TextLine {
  readonly text: string;
  /** Counted from 1. */
  readonly number: number;
  /** Why the line can't be used, if it can't; `text` then is what can be shown of it. */
  readonly problem?: Reason;
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = "\uFEFF";
/** How much of a line that is too long is kept to show. */
const SHOWN_BYTES = 1_000;

/**
 * Cuts a stream of bytes into lines, a block of them at a time. Memory stays at one chunk and one
 * line, whatever the input: of a line over `maxLineBytes` only the beginning is kept.
 *
 * Bytes are cut at line feeds before they are decoded, so that a character which is spread over two
 * chunks stays whole, and a line that is not UTF-8 is known by its number.
 */
export async function* lineBlocks(
  input: AsyncIterable<Uint8Array | string>,
  maxLineBytes: number,
): AsyncGenerator<TextLine[], void, undefined> {
  let number = 1;
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  for await (const chunk of input) {
    const block: TextLine[] = [];
    let bytes = bufferOf(chunk);
    if (skipping) {
      const end = bytes.indexOf(LINE_FEED);
      if (end === -1) continue;
      bytes = bytes.subarray(end + 1);
      skipping = false;
    }
    const complete = bytes.lastIndexOf(LINE_FEED);
    if (complete !== -1) {
      // The line that began in the chunk before is put together; what follows is read where it is.
      const first = rest.length > 0 ? bytes.indexOf(LINE_FEED) : -1;
      if (first !== -1) {
        const line = Buffer.concat([rest, bytes.subarray(0, first)]);
        block.push(decodedLine(line, number, maxLineBytes));
        number += 1;
      }
      if (first < complete) {
        const lines = decodedLines(bytes.subarray(first + 1, complete), number, maxLineBytes);
        for (const line of lines) block.push(line);
        number += lines.length;
      }
      // A copy: the chunk itself can go.
      rest = Buffer.from(bytes.subarray(complete + 1));
    } else {
      rest = Buffer.concat([rest, bytes]);
    }
    if (rest.length > maxLineBytes) {
      block.push(tooLong(rest, number, maxLineBytes));
      number += 1;
      rest = Buffer.alloc(0);
      skipping = true;
    }
    if (block.length > 0) yield block;
  }
  if (rest.length > 0) yield decodedLines(rest, number, maxLineBytes);
}

function bufferOf(chunk: Uint8Array | string): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk);
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The lines of a text that is at hand, from its beginning. */
export function linesOf(bytes: Buffer, maxLineBytes: number): TextLine[] {
  return decodedLines(bytes, 1, maxLineBytes);
}

function decodedLines(bytes: Buffer, firstNumber: number, maxLineBytes: number): TextLine[] {
  if (isUtf8(bytes) && bytes.length <= maxLineBytes) {
    return bytes
      .toString("utf8")
      .split("\n")
      .map((text, at) => ({ text: withoutMark(text, firstNumber + at), number: firstNumber + at }));
  }
  const lines: TextLine[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    lines.push(decodedLine(bytes.subarray(start, end), firstNumber + lines.length, maxLineBytes));
    start = end + 1;
  }
  return lines;
}

function decodedLine(bytes: Buffer, number: number, maxLineBytes: number): TextLine {
  if (bytes.length > maxLineBytes) return tooLong(bytes, number, maxLineBytes);
  const text = withoutMark(bytes.toString("utf8"), number);
  if (isUtf8(bytes)) return { text, number };
  const message = "expected UTF-8; the line has other bytes";
  return { text, number, problem: { code: "TEXT_NOT_UTF8", message } };
}

function tooLong(bytes: Buffer, number: number, maxLineBytes: number): TextLine {
  const message = `expected at most ${maxLineBytes} bytes in a line; it has more`;
  return {
    text: bytes.subarray(0, SHOWN_BYTES).toString("utf8"),
    number,
    problem: { code: "LINE_TOO_LONG", message },
  };
}

function withoutMark(text: string, number: number): string {
  return number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
