import type { Reason } from "@spillway/errors";
import { recordsReason } from "../records-error.ts";

export const QUOTE = '"';

export const STRAY_QUOTE = recordsReason(
  "CSV_STRAY_QUOTE",
  "expected a field with quotes in it to begin with a quote; one has a quote inside",
);
export const TEXT_AFTER_QUOTE = recordsReason(
  "CSV_TEXT_AFTER_QUOTE",
  "expected the delimiter or the line's end after a closing quote; other text follows it",
);
const TEXT_AFTER_BACKSLASH = recordsReason(
  "CSV_TEXT_AFTER_QUOTE",
  `${TEXT_AFTER_QUOTE.message}: if the backslash before the quote escapes it, set the escape`,
);
export const QUOTE_NOT_CLOSED = recordsReason(
  "CSV_QUOTE_NOT_CLOSED",
  "expected a closing quote; the quoted field that begins on this line has none",
);

/**
 * Splits the text of one record, without its line's end, into its fields, or says why it can't.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 */
export function csvFields(text: string, delimiter: string): string[] | Reason {
  if (!text.includes(QUOTE)) return text.split(delimiter);
  const fields: string[] = [];
  for (let start = 0; start <= text.length; ) {
    if (text[start] === QUOTE) {
      const close = closingQuote(text, start + 1);
      if (close === -1) return QUOTE_NOT_CLOSED;
      const next = text[close + 1];
      if (next !== undefined && next !== delimiter) {
        return text[close - 1] === "\\" ? TEXT_AFTER_BACKSLASH : TEXT_AFTER_QUOTE;
      }
      fields.push(text.slice(start + 1, close).replaceAll('""', QUOTE));
      start = close + 2;
      if (next === undefined) break;
    } else {
      const stop = text.indexOf(delimiter, start);
      const field = stop === -1 ? text.slice(start) : text.slice(start, stop);
      if (field.includes(QUOTE)) return STRAY_QUOTE;
      fields.push(field);
      start = stop === -1 ? text.length + 1 : stop + 1;
    }
  }
  return fields;
}

/** The quote that ends a field: the first that has no other right after it. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf(QUOTE, start);
  while (at !== -1 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at;
}
