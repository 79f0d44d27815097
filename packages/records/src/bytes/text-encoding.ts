import { recordsError } from "../records-error.ts";

/** Its state lasts beyond a line, so one damaged line would change those after it. */
const STATEFUL = "iso-2022-jp";

/**
 * The name of a text's encoding, by any label that the WHATWG's standard gives it: `latin1` and
 * `iso-8859-1` are `windows-1252`, as in browsers.
 *
 * @throws SpillwayError `ENCODING_UNKNOWN`
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 * @example
 * textEncoding("Shift-JIS"); // "shift_jis"
 */
export function textEncoding(label: string): string {
  let name: string | undefined;
  try {
    name = new TextDecoder(label).encoding;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (name !== undefined && name !== STATEFUL) return name;
  throw recordsError(
    "ENCODING_UNKNOWN",
    `expected the name of a text's encoding; came ${JSON.stringify(label)}`,
    {
      hint:
        name === STATEFUL || /utf-?32/i.test(label)
          ? `Convert it first: iconv -f ${label} -t UTF-8 FILE | spillway load -`
          : "For example utf-16le, windows-1252, iso-8859-15, shift_jis, gb18030, koi8-r.",
      details: { encoding: label },
    },
  );
}

/** An encoding of two bytes a unit. */
export type Utf16 = "utf-16le" | "utf-16be";

/** The encoding that a byte order mark says, if it is one of UTF-16. */
export function markedEncoding([first, second, third, fourth]: Uint8Array): Utf16 | undefined {
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // UTF-32 goes on with two zeros.
  if (first !== 0xff || second !== 0xfe || (third === 0 && fourth === 0)) return undefined;
  return "utf-16le";
}

/** How much of a beginning the zeros are looked for in. */
const LOOKED_AT_BYTES = 4_096;
const MANY = 4;
const CONTROL = /\p{Cc}/u;
const SPACES = /[\t\r\n]/g;

/**
 * The encoding of a text of two or four bytes a character that has no byte order mark: in most texts
 * one of the two bytes is zero in many characters, and the other in few.
 *
 * @returns undefined for what is none, as far as can be seen
 */
export function unmarkedEncoding(head: Buffer): Utf16 | "utf-32" | undefined {
  const bytes = head.subarray(0, Math.min(head.length & ~1, LOOKED_AT_BYTES));
  if (isUtf32(bytes)) return "utf-32";
  let [even, odd, ascii] = [0, 0, 0];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    if (first === 0) even += 1;
    if (second === 0) odd += 1;
    if (isAscii(first) && isAscii(second)) ascii += 1;
  }
  // Text of one byte a character that holds some zeros is none of two.
  if (ascii * 4 > bytes.length) return undefined;
  // A few characters have the other byte zero: U+0400, or half of an emoji.
  const encoding = odd > even * MANY ? "utf-16le" : even > odd * MANY ? "utf-16be" : undefined;
  return encoding && isTextOf(encoding, bytes) ? encoding : undefined;
}

function isAscii(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isTextOf(encoding: Utf16, bytes: Buffer): boolean {
  const text = new TextDecoder(encoding).decode(bytes);
  return !CONTROL.test(text.replaceAll(SPACES, ""));
}

/** No character is beyond 10FFFF. */
function isUtf32(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const isAt = (first: number, second: number) => {
    for (let at = 0; at + 3 < bytes.length; at += 4) {
      if (bytes[at + first] !== 0 || (bytes[at + second] ?? 0) > 0x10) return false;
    }
    return true;
  };
  return !bytes.every((byte) => byte === 0) && (isAt(3, 2) || isAt(0, 1));
}
