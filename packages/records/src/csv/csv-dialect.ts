import { recordsError } from "../records-error.ts";

/** How the fields of a CSV are told from each other. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Undefined by RFC 4180: a quote inside of a field is doubled. */
  readonly escape?: CsvEscape | undefined;
}

/** A character that takes away the meaning of the one after it, or gives it another. */
export interface CsvEscape {
  readonly character: string;
  /** Whether it was found from the first records: then only what all agree on is read by it. */
  readonly found: boolean;
}

/** What a person says of a dialect: one character each, `auto` to find it, `none` for no escape. */
export interface DialectWish {
  readonly delimiter: string;
  readonly escape: string;
}

/**
 * Checks what was set of a dialect.
 *
 * @throws SpillwayError `CSV_DELIMITER_INVALID`, `CSV_ESCAPE_INVALID`
 */
export function checkDialect({ delimiter, escape: escaping }: DialectWish): void {
  if (delimiter !== "auto" && !isOneCharacter(delimiter)) {
    const came = JSON.stringify(delimiter);
    throw recordsError("CSV_DELIMITER_INVALID", `expected one character; came ${came}`, {
      hint: 'Set one character other than a quote or a newline, or "auto".',
      details: { delimiter },
    });
  }
  if (escaping === "auto" || escaping === "none") return;
  if (isOneCharacter(escaping) && escaping !== delimiter) return;
  const came = JSON.stringify(escaping);
  throw recordsError("CSV_ESCAPE_INVALID", `expected one character as escape; came ${came}`, {
    hint: 'Set one character other than the delimiter, a quote or a newline, or "auto" or "none".',
    details: { escape: escaping },
  });
}

/** The dialect that needs no look at the input; undefined where something is to be found. */
export function dialectAsSet(wish: DialectWish): CsvDialect | undefined {
  const { delimiter } = wish;
  if (delimiter === "auto" || wish.escape === "auto") return undefined;
  return { delimiter, escape: escapeAsSet(wish.escape) };
}

function isOneCharacter(text: string): boolean {
  return text.length === 1 && !'"\r\n'.includes(text);
}

/** The escape that was set, if it was one. */
export function escapeAsSet(character: string): CsvEscape | undefined {
  return character === "none" ? undefined : { character, found: false };
}
