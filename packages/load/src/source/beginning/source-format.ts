import { type FoundFormat, jsonFormat, mayBeAnswer } from "../json/json-format.ts";
import { formatUnknown } from "./format-unknown.ts";
import { isIonText } from "./ion-head.ts";
import { whatIsNoRecord } from "./no-record.ts";

/** Bytes of the beginning that tell the format. */
export const FORMAT_HEAD_BYTES = 65_536;

/**
 * Bytes that are looked at where those don't tell: an answer of a scan has no more than 1 MB of items, which
 * JSON that is printed for people doubles or triples.
 */
export const LONG_HEAD_BYTES = 64 * FORMAT_HEAD_BYTES;

const CSV_NAME = /\.(csv|tsv|tab)(\.gz|\.zst)?$/i;

/**
 * Finds the format by the input's name, and where that is not enough by its beginning.
 *
 * @param head the decompressed beginning, which `headText` has looked at
 * @throws SpillwayError `SOURCE_FORMAT_UNKNOWN` for what is none of the formats
 */
export function sourceFormat(name: string, head: Buffer): FoundFormat {
  const text = textOf(head);
  const other = whatIsNoRecord(text);
  if (other !== undefined) throw formatUnknown(name, other.came, other.hint);
  if (CSV_NAME.test(name)) return { format: "csv" };
  if (isIonText(name, text)) return { format: "ion" };
  if (!/^[{[]/.test(text)) return { format: "csv" };
  if (head.length >= FORMAT_HEAD_BYTES && mayBeAnswer(text)) {
    const way =
      "Say which: --format json for an answer, whose Items are the records; --format json-lines for a record a line.";
    throw formatUnknown(name, "a long object with Items, of a scan or of a record", way);
  }
  return jsonFormat(text);
}

/** The beginning as text, without what stands before the first character that counts. */
export function textOf(head: Buffer): string {
  return head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
}
