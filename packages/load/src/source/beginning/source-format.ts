import { type FoundFormat, jsonFormat } from "../json/json-format.ts";
import { formatUnknown } from "./format-unknown.ts";
import { isIonText } from "./ion-head.ts";
import { whatIsNoRecord } from "./no-record.ts";

/** Bytes of the beginning that tell the format. */
export const FORMAT_HEAD_BYTES = 65_536;

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
  return /^[{[]/.test(text) ? jsonFormat(text) : { format: "csv" };
}

/** The beginning as text, without what stands before the first character that counts. */
export function textOf(head: Buffer): string {
  return head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
}
