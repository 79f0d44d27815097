import type { Source } from "./source.ts";

/** The format of a source for its report; of several files all that came: `csv, json-lines`. */
export function formatWords(source: Source): string {
  if (source.format !== "several") return source.format;
  return source.formats.size === 0 ? source.format : [...source.formats].join(", ");
}
