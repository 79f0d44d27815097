import type { Reason } from "@spillway/errors";
import { recordsReason } from "../records-error.ts";
import type { CsvEscape } from "./csv-dialect.ts";
import { QUOTE, QUOTE_NOT_CLOSED, STRAY_QUOTE, TEXT_AFTER_QUOTE } from "./csv-fields.ts";

/** What a character means after an escape; any other one means itself. */
const MEANINGS: Readonly<Record<string, string>> = {
  ...{ "0": "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\u001a" },
};
const NULL = "N";

const NOTHING_ESCAPED = recordsReason(
  "CSV_ESCAPE_OPEN",
  "expected a character after the escape; the record ends with it",
);
const UNCERTAIN = recordsReason(
  "CSV_ESCAPE_UNCERTAIN",
  "expected a backslash before a quote or another backslash, inside of quotes, as in the first records; this one may be an escape or a backslash: set the escape, or none",
);

/**
 * Splits the text of one record whose fields may have escapes in them, or says why it can't. As MySQL
 * reads what it wrote: after the escape a quote, the escape itself, the delimiter and a newline mean
 * themselves; `0 b n r t Z` are a NUL, backspace, newline, carriage return, tab and byte 26; a field of
 * the escape and an `N` alone is NULL; any other character means itself. A doubled quote is one, too.
 *
 * Where the escape was found and not set, only what all who write a backslash before a quote agree on
 * is taken: Spark leaves a backslash outside of quotes as it is, which MySQL would read as an escape.
 *
 * @returns the fields, null for NULL
 * @see https://dev.mysql.com/doc/refman/8.4/en/load-data.html#load-data-field-line-handling
 */
export function escapedFields(
  text: string,
  delimiter: string,
  { character, found }: CsvEscape,
): (string | null)[] | Reason {
  const fields: (string | null)[] = [];
  for (let start = 0; ; ) {
    const isQuoted = text[start] === QUOTE;
    const begin = isQuoted ? start + 1 : start;
    const end = isQuoted
      ? closingQuote(text, begin, character)
      : bareEnd(text, begin, delimiter, character);
    if (typeof end === "object") return end;
    const content = text.slice(begin, end);
    const problem = found ? uncertainty(content, isQuoted, character) : undefined;
    if (problem !== undefined) return problem;
    fields.push(unescaped(content, character));
    const stop = isQuoted ? end + 1 : end;
    if (stop >= text.length) return fields;
    if (text[stop] !== delimiter) return TEXT_AFTER_QUOTE;
    start = stop + 1;
  }
}

/** The quote that ends a field: the first without an escape before it or another quote after it. */
function closingQuote(text: string, start: number, escapeCharacter: string): number | Reason {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === escapeCharacter) at += 1;
    else if (text[at] === QUOTE && text[at + 1] === QUOTE) at += 1;
    else if (text[at] === QUOTE) return at;
  }
  return QUOTE_NOT_CLOSED;
}

/** Where a field without quotes ends: at the delimiter, or with the text. */
function bareEnd(
  text: string,
  start: number,
  delimiter: string,
  escapeCharacter: string,
): number | Reason {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === delimiter) return at;
    if (text[at] === QUOTE) return STRAY_QUOTE;
    if (text[at] !== escapeCharacter) continue;
    at += 1;
    if (at === text.length) return NOTHING_ESCAPED;
  }
  return text.length;
}

function uncertainty(
  content: string,
  isQuoted: boolean,
  escapeCharacter: string,
): Reason | undefined {
  if (!isQuoted) {
    return content.includes(escapeCharacter) && content !== escapeCharacter + NULL
      ? UNCERTAIN
      : undefined;
  }
  for (
    let at = content.indexOf(escapeCharacter);
    at !== -1;
    at = content.indexOf(escapeCharacter, at + 2)
  ) {
    const escaped = content[at + 1];
    if (escaped !== QUOTE && escaped !== escapeCharacter) return UNCERTAIN;
  }
  return undefined;
}

function unescaped(content: string, escapeCharacter: string): string | null {
  if (content === escapeCharacter + NULL) return null;
  let value = "";
  let from = 0;
  for (
    let at = content.indexOf(escapeCharacter);
    at !== -1;
    at = content.indexOf(escapeCharacter, from)
  ) {
    const escaped = content[at + 1] ?? "";
    value += content.slice(from, at).replaceAll('""', QUOTE) + (MEANINGS[escaped] ?? escaped);
    from = at + 2;
  }
  return value + content.slice(from).replaceAll('""', QUOTE);
}
