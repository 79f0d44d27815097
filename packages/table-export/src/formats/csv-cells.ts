/** Makes the text of one cell from a value's text. */
export type CellText = (text: string) => string;

/**
 * The rule by which a cell is put in quotes: where RFC 4180 asks for it, and where readers would
 * otherwise change it: spaces at its ends, which some trim, and no text at all, which would be the
 * same as no value.
 *
 * @param delimiter one character
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-2
 * @example
 * const cell = cellText(",");
 * cell('say "hi", please'); // → '"say ""hi"", please"'
 */
export function cellText(delimiter: string): CellText {
  const escaped = delimiter.replace(/[\\\]^-]/, "\\$&");
  const special = new RegExp(`["\\r\\n${escaped}]|^\\s|\\s$|^$`);
  return (text) => (special.test(text) ? quoted(text) : text);
}

/** A cell in quotes, whatever it holds. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
