import { isRejectLine } from "../rejects/reject-line.ts";
import { formatUnknown } from "./format-unknown.ts";
import { isIonText } from "./ion-head.ts";
import { isExportLine, isItem } from "./item-lines.ts";
import type { SourceFormat } from "./source-formats.ts";

/** Bytes of the beginning that tell the format. */
export const FORMAT_HEAD_BYTES = 65_536;

/** Spread for people to read, or the answer to a scan. */
const SPREAD_JSON = /^\{(\s*\n|\s*"Items"\s*:\s*\[)/;
const CSV_NAME = /\.(csv|tsv|tab)(\.gz|\.zst)?$/i;

/**
 * Finds the format by the input's name, and where that is not enough by its beginning.
 *
 * @param head the decompressed beginning, which `headText` has looked at
 * @throws SpillwayError `SOURCE_FORMAT_UNKNOWN` for what is none of the formats
 */
export function sourceFormat(name: string, head: Buffer): SourceFormat {
  if (CSV_NAME.test(name)) return "csv";
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (isIonText(name, text)) return "ion";
  if (text.startsWith("[")) {
    throw formatUnknown(name, "one JSON array", "One record a line: jq -c '.[]' FILE");
  }
  if (SPREAD_JSON.test(text)) {
    const hint =
      "One record a line: jq -c . FILE; of what `aws dynamodb scan` gives: jq -c '.Items[]' FILE";
    throw formatUnknown(name, "one JSON object over several lines", hint);
  }
  return text.startsWith("{") ? jsonFormat(text) : "csv";
}

function jsonFormat(text: string): SourceFormat {
  const [line = ""] = text.split("\n", 1);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The first line is malformed or longer than the head: the reader says so, line by line.
    return "json-lines";
  }
  if (isRejectLine(value)) return "rejects";
  return isItem(value) || isExportLine(value) ? "dynamodb-json" : "json-lines";
}
