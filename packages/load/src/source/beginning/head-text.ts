import {
  containerOf,
  markedEncoding,
  reencodedHead,
  textEncoding,
  unmarkedEncoding,
} from "@spillway/records";
import { formatUnknown } from "./format-unknown.ts";
import { assertUtf8 } from "./utf8-check.ts";

/** The beginning of a source as text. */
export interface HeadText {
  /** In UTF-8. */
  readonly head: Buffer;
  /** What the source is in; undefined for UTF-8. */
  readonly encoding: string | undefined;
}

/** What a person said of a source. */
export interface HeadWishes {
  /** A label of the encoding; undefined to find UTF-8 and UTF-16 by a byte order mark. */
  readonly encoding: string | undefined;
  /** Whether the format was said: then zeros do not make the source binary data. */
  readonly hasFormat: boolean;
}

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/**
 * Finds how the bytes of a source are text, before they are looked at as lines. A byte order mark
 * goes before what a person said, as everywhere where text is decoded.
 *
 * @param name the source's, as the person wrote it
 * @param bytes its decompressed beginning
 * @throws SpillwayError `SOURCE_FORMAT_UNKNOWN` for a file that holds no text, naming it and the way out;
 * `SOURCE_NOT_UTF8`, `ENCODING_UNKNOWN`
 * @see https://encoding.spec.whatwg.org/#decode
 */
export function headText(name: string, bytes: Buffer, wishes: HeadWishes): HeadText {
  const container = containerOf(bytes);
  if (container !== undefined) throw formatUnknown(name, container.what, container.way);
  const said = wishes.encoding === undefined ? undefined : textEncoding(wishes.encoding);
  const encoding = hasUtf8Mark(bytes) ? said && "utf-8" : (markedEncoding(bytes) ?? said);
  if (encoding !== undefined) {
    const isUtf8 = encoding === "utf-8";
    return { head: reencodedHead(bytes, encoding), encoding: isUtf8 ? undefined : encoding };
  }
  if (bytes.includes(0)) assertNoOtherUnicode(name, bytes);
  if (!wishes.hasFormat && bytes.includes(0)) {
    const way = "Write its records as CSV or JSON Lines, then load that.";
    throw formatUnknown(name, "binary data", way);
  }
  assertUtf8(name, bytes);
  return { head: bytes, encoding: undefined };
}

function hasUtf8Mark(bytes: Buffer): boolean {
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
}

function assertNoOtherUnicode(name: string, bytes: Buffer): void {
  const encoding = unmarkedEncoding(bytes);
  if (encoding === undefined) return;
  if (encoding === "utf-32") {
    const way = "iconv -f UTF-32 -t UTF-8 FILE | spillway load -";
    throw formatUnknown(name, "UTF-32 text", way);
  }
  const came = `${encoding.toUpperCase()} text without a byte order mark`;
  throw formatUnknown(name, came, `Say so: --encoding ${encoding}`);
}
