import type { Reason } from "@spillway/errors";
import type { TextLine } from "../lines/text-lines.ts";
import type { CsvDialect } from "./csv-dialect.ts";
import { csvFields, QUOTE, QUOTE_NOT_CLOSED } from "./csv-fields.ts";
import { endOfEscapedRun, frameAt } from "./csv-frames.ts";
import type { CsvRow } from "./csv-row.ts";
import { escapedFields } from "./escaped-fields.ts";

/** How rows are cut. */
export interface CsvReaderOptions extends CsvDialect {
  readonly maxRecordBytes: number;
  /** The first record that is given, after the header; those before it are counted. Default 0. */
  readonly first?: number;
  /** Whether the first row is a header. Default true. */
  readonly hasHeader?: boolean;
  /** The number of the first record, where there is no header. Default 0. */
  readonly firstIndex?: number;
}

/**
 * A record of more lines that is malformed costs all of those that an escape put together: to begin anew
 * at each of them would take the square of their number.
 */
const RETRIED_LINES = 256;

/**
 * Reads rows from lines that come in blocks. A line that is malformed costs itself alone: reading
 * goes on at the line after it, even after a quote that is never closed.
 */
export class CsvReader {
  readonly #delimiter: string;
  readonly #escape: CsvDialect["escape"];
  readonly #maxBytes: number;
  readonly #first: number;
  #index: number;
  #lines: readonly TextLine[] = [];
  /** No record begins at a line before this byte: they are a run of escapes that came to nothing. */
  #refusedTo = 0;

  constructor(options: CsvReaderOptions) {
    const { first = 0, hasHeader = true, firstIndex = 0 } = options;
    this.#delimiter = options.delimiter;
    this.#escape = options.escape;
    this.#maxBytes = options.maxRecordBytes;
    this.#first = first;
    this.#index = hasHeader ? -1 : firstIndex;
  }

  /** Where the record begins whose lines have not all come, if there is one. */
  get pendingByte(): number | undefined {
    return this.#lines[0]?.byte;
  }

  /** Gives the rows that are complete with this block; `atEnd` when no block follows. */
  rows(block: readonly TextLine[], atEnd: boolean): CsvRow[] {
    const lines = this.#lines.length === 0 ? block : [...this.#lines, ...block];
    const rows: CsvRow[] = [];
    const escapeCharacter = this.#escape?.character;
    let at = 0;
    for (let line = lines[at]; line !== undefined; line = lines[at]) {
      if (
        line.problem === undefined &&
        !line.text.includes(QUOTE) &&
        (escapeCharacter === undefined || !line.text.includes(escapeCharacter))
      ) {
        this.#addPlain(line, rows);
        at += 1;
        continue;
      }
      const end = this.#addQuoted(line, lines, at, atEnd, rows);
      if (end === at) break;
      at = end;
    }
    this.#lines = at < lines.length ? lines.slice(at) : [];
    return rows;
  }

  /** A line without quotes is a record, unless it is blank. */
  #addPlain({ text, number: line, byte }: TextLine, rows: CsvRow[]): void {
    if (this.#isBlank(text)) return;
    const index = this.#index;
    this.#index += 1;
    if (!this.#isWanted(index)) return;
    const raw = withoutReturn(text);
    rows.push({ ok: true, line, byte, index, raw, fields: raw.split(this.#delimiter) });
  }

  /** Gives the line after the record that begins `at`, which is `at` when more lines are needed. */
  #addQuoted(
    line: TextLine,
    lines: readonly TextLine[],
    at: number,
    atEnd: boolean,
    rows: CsvRow[],
  ): number {
    const limits = { maxBytes: this.#maxBytes, atEnd };
    const frame =
      line.byte < this.#refusedTo
        ? "never-closed"
        : frameAt(lines, at, limits, this.#escape?.character);
    if (frame === "incomplete") return at;
    const isFramed = frame !== "never-closed";
    const found = isFramed ? this.#fields(frame.text) : this.#problemOf(line);
    const index = this.#index;
    this.#index += 1;
    const { number, byte } = line;
    if (isFramed && Array.isArray(found)) {
      if (this.#isWanted(index)) {
        rows.push({ ok: true, line: number, byte, index, raw: frame.text, fields: found });
      }
      return frame.end;
    }
    if (line.byte >= this.#refusedTo && (!isFramed || frame.end - at > RETRIED_LINES)) {
      this.#refuseRun(lines, at);
    }
    if (this.#isWanted(index) && !Array.isArray(found)) {
      rows.push({
        ok: false,
        line: number,
        byte,
        index,
        raw: withoutReturn(line.text),
        reason: found,
      });
    }
    return at + 1;
  }

  /** Otherwise each line of the run would be read to the same end again. */
  #refuseRun(lines: readonly TextLine[], at: number): void {
    if (this.#escape === undefined) return;
    const end = endOfEscapedRun(lines, at, this.#maxBytes / 2, this.#escape.character);
    this.#refusedTo = lines[end]?.byte ?? (lines.at(-1)?.byte ?? 0) + 1;
  }

  #isWanted(index: number): boolean {
    return index === -1 || index >= this.#first;
  }

  /** A line of tabs is a record of empty fields where the tab is the delimiter. */
  #isBlank(text: string): boolean {
    return text.trim() === "" && !text.includes(this.#delimiter);
  }

  #fields(text: string): (string | null)[] | Reason {
    return this.#escape === undefined
      ? csvFields(text, this.#delimiter)
      : escapedFields(text, this.#delimiter, this.#escape);
  }

  /** Why no record begins on a line. */
  #problemOf(line: TextLine): Reason {
    if (line.problem !== undefined) return line.problem;
    const found = this.#fields(line.text);
    return Array.isArray(found) ? QUOTE_NOT_CLOSED : found;
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
