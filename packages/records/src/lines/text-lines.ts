import { isUtf8 } from "node:buffer";
import type { Reason } from "@spillway/errors";
import { recordsReason } from "../records-error.ts";

/** One line of a text, without its line feed. A carriage return before it is still there. */
export interface TextLine {
  readonly text: string;
  /** Counted from 1, from where reading began. */
  readonly number: number;
  /** The byte of the source at which the line begins. A byte order mark is a part of the first line. */
  readonly byte: number;
  /** Why the line can't be used, if it can't; `text` then is what can be shown of it. */
  readonly problem?: Reason;
}

/** Lines that follow each other. */
export interface LineBlock {
  readonly lines: readonly TextLine[];
  /** No line after these begins before this byte. */
  readonly next: number;
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
 *
 * @param begin the byte of the source from which on lines are wanted. If it is not 0, the input begins
 * one byte before it: a line that began earlier is passed over
 */
export async function* lineBlocks(
  input: AsyncIterable<Uint8Array | string>,
  maxLineBytes: number,
  begin = 0,
): AsyncGenerator<LineBlock, void, undefined> {
  let number = 1;
  /** What was read so far, as a place in the source. */
  let next = Math.max(0, begin - 1);
  let rest: Buffer = Buffer.alloc(0);
  let skipping = begin > 0;
  for await (const chunk of input) {
    const lines: TextLine[] = [];
    let bytes = bufferOf(chunk);
    next += bytes.length;
    if (skipping) {
      const end = bytes.indexOf(LINE_FEED);
      if (end === -1) {
        yield { lines, next };
        continue;
      }
      bytes = bytes.subarray(end + 1);
      skipping = false;
    }
    const complete = bytes.lastIndexOf(LINE_FEED);
    if (complete !== -1) {
      const start = next - bytes.length;
      // The line that began in the chunk before is put together; what follows is read where it is.
      const first = rest.length > 0 ? bytes.indexOf(LINE_FEED) : -1;
      if (first !== -1) {
        const line = Buffer.concat([rest, bytes.subarray(0, first)]);
        lines.push(decodedLine(line, { number, byte: start - rest.length }, maxLineBytes));
        number += 1;
      }
      if (first < complete) {
        const at = { number, byte: start + first + 1 };
        const whole = decodedLines(bytes.subarray(first + 1, complete), at, maxLineBytes);
        for (const line of whole) lines.push(line);
        number += whole.length;
      }
      // A copy: the chunk itself can go.
      rest = Buffer.from(bytes.subarray(complete + 1));
    } else {
      rest = Buffer.concat([rest, bytes]);
    }
    if (rest.length > maxLineBytes) {
      lines.push(tooLong(rest, { number, byte: next - rest.length }, maxLineBytes));
      number += 1;
      rest = Buffer.alloc(0);
      skipping = true;
    }
    if (lines.length > 0) yield { lines, next: next - rest.length };
  }
  if (rest.length > 0) {
    yield { lines: decodedLines(rest, { number, byte: next - rest.length }, maxLineBytes), next };
  }
}

function bufferOf(chunk: Uint8Array | string): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk);
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The lines of a text that is at hand, from its beginning. */
export function linesOf(bytes: Buffer, maxLineBytes: number): TextLine[] {
  return decodedLines(bytes, { number: 1, byte: 0 }, maxLineBytes);
}

/** Where a line stands. */
type LinePlace = Pick<TextLine, "number" | "byte">;

function decodedLines(bytes: Buffer, first: LinePlace, maxLineBytes: number): TextLine[] {
  if (isUtf8(bytes) && bytes.length <= maxLineBytes) {
    const text = bytes.toString("utf8");
    const texts = text.split("\n");
    const isAscii = text.length === bytes.length;
    return isAscii ? placedLines(texts, first) : placedWideLines(texts, first, bytes);
  }
  const lines: TextLine[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    const place = { number: first.number + lines.length, byte: first.byte + start };
    lines.push(decodedLine(bytes.subarray(start, end), place, maxLineBytes));
    start = end + 1;
  }
  return lines;
}

function placedLines(texts: readonly string[], first: LinePlace): TextLine[] {
  let { byte } = first;
  return texts.map((text, at) => {
    const line = { text: withoutMark(text, byte), number: first.number + at, byte };
    byte += text.length + 1;
    return line;
  });
}

/** The same where characters have several bytes: in Latin-1 a byte is a character, so that places are bytes. */
function placedWideLines(texts: readonly string[], first: LinePlace, bytes: Buffer): TextLine[] {
  const flat = bytes.toString("latin1");
  let start = 0;
  return texts.map((text, at) => {
    const byte = first.byte + start;
    start = flat.indexOf("\n", start) + 1;
    return { text: withoutMark(text, byte), number: first.number + at, byte };
  });
}

function decodedLine(bytes: Buffer, place: LinePlace, maxLineBytes: number): TextLine {
  if (bytes.length > maxLineBytes) return tooLong(bytes, place, maxLineBytes);
  const text = withoutMark(bytes.toString("utf8"), place.byte);
  if (isUtf8(bytes)) return { text, ...place };
  const message = "expected UTF-8; the line has other bytes";
  return { text, ...place, problem: recordsReason("TEXT_NOT_UTF8", message) };
}

function tooLong(bytes: Buffer, place: LinePlace, maxLineBytes: number): TextLine {
  const message = `expected at most ${maxLineBytes} bytes in a line; it has more`;
  return {
    // How much of the line has come depends on the chunks; so much has come in any case.
    text: bytes.subarray(0, Math.min(SHOWN_BYTES, maxLineBytes)).toString("utf8"),
    ...place,
    problem: recordsReason("LINE_TOO_LONG", message),
  };
}

function withoutMark(text: string, byte: number): string {
  return byte === 0 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
