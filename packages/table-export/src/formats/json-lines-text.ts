import type { AttributeMap } from "@spillway/item";
import type { RemarkTally } from "../remarks/remarks.ts";
import type { ItemText } from "./item-text.ts";
import { plainJson } from "./plain-json.ts";

/**
 * Items in plain JSON, one a line. Numbers keep every digit; sets become arrays and binary becomes
 * base64 text, of which the tally takes note.
 *
 * @see https://jsonlines.org
 */
export function jsonLinesText(tally: RemarkTally): ItemText {
  return { head: "", textOf: (item) => lineOf(item, tally) };
}

function lineOf(item: AttributeMap, tally: RemarkTally): string {
  let line = "";
  for (const [name, value] of Object.entries(item)) {
    const flattened = { set: false, binary: false };
    const text = plainJson(value, flattened);
    line += `${line === "" ? "" : ","}${JSON.stringify(name)}:${text}`;
    if (flattened.set) tally.add("set", name);
    if (flattened.binary) tally.add("binary", name);
  }
  return `{${line}}\n`;
}
