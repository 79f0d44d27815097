import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { type CsvFrame, frameAt, type NoFrame } from "./csv-frames.ts";
import type { Reason } from "./source-record.ts";
import type { TextLine } from "./text-lines.ts";

/** The fields of one record, or why a line could not be read as one. */
export type CsvRow = { readonly line: number; readonly raw: string } & (
  | { readonly ok: true; readonly fields: readonly string[] }
  | { readonly ok: false; readonly reason: Reason }
);

/** Records that the parser is given at once; a malformed one among them is found by halving. */
const FRAMES_AT_ONCE = 256;
const QUOTE = '"';

const STRAY_QUOTE: Reason = {
  code: "CSV_STRAY_QUOTE",
  message: "expected a field with quotes in it to begin with a quote; one has a quote inside",
};
const NOT_CLOSED: Reason = {
  code: "CSV_QUOTE_NOT_CLOSED",
  message: "expected a closing quote; the quoted field that begins on this line has none",
};
/** What csv-parse finds wrong, by its code. */
const PROBLEMS: Readonly<Record<string, Reason>> = {
  CSV_INVALID_CLOSING_QUOTE: {
    code: "CSV_TEXT_AFTER_QUOTE",
    message:
      "expected the delimiter or the line's end after a closing quote; other text follows it",
  },
  CSV_QUOTE_NOT_CLOSED: NOT_CLOSED,
};

interface Parsed {
  readonly fields: readonly string[][];
  readonly problem?: Reason;
}

/**
 * Reads rows from lines that come in blocks. A line that is malformed costs itself alone: reading
 * goes on at the line after it, even after a quote that is never closed.
 */
export class CsvReader {
  readonly #delimiter: string;
  readonly #maxBytes: number;
  #lines: readonly TextLine[] = [];

  constructor(delimiter: string, maxRecordBytes: number) {
    this.#delimiter = delimiter;
    this.#maxBytes = maxRecordBytes;
  }

  /** Gives the rows that are complete with this block; `atEnd` when no block follows. */
  *rows(block: readonly TextLine[], atEnd: boolean): Generator<CsvRow, void, undefined> {
    const lines = this.#lines.length === 0 ? block : [...this.#lines, ...block];
    let at = 0;
    let atOnce = FRAMES_AT_ONCE;
    while (at < lines.length) {
      const found = this.#frames(lines, at, atEnd, atOnce);
      if (found === "incomplete") break;
      if (found === "never-closed") {
        yield malformed(lines[at], this.#problemOf(lines[at]));
        at += 1;
        continue;
      }
      const { fields, problem } = this.#parse(found.frames);
      const [first] = found.frames;
      if (problem === undefined) {
        for (const [index, frame] of found.frames.entries()) {
          const line = lines[frame.start]?.number ?? 0;
          yield { ok: true, line, raw: frame.text, fields: fields[index] ?? [] };
        }
        at = found.next;
        atOnce = Math.min(FRAMES_AT_ONCE, atOnce * 2);
      } else if (found.frames.length === 1 && first !== undefined) {
        yield malformed(lines[first.start], problem);
        at = first.start + 1;
      } else {
        atOnce = Math.ceil(found.frames.length / 2);
      }
    }
    this.#lines = lines.slice(at);
  }

  /** The records from `at` on, as many as are whole; blank lines between them are passed over. */
  #frames(
    lines: readonly TextLine[],
    at: number,
    atEnd: boolean,
    atOnce: number,
  ): { readonly frames: readonly CsvFrame[]; readonly next: number } | NoFrame {
    const frames: CsvFrame[] = [];
    const limits = { quote: QUOTE, maxBytes: this.#maxBytes, atEnd };
    let next = at;
    while (next < lines.length && frames.length < atOnce) {
      const frame = frameAt(lines, next, limits);
      if (typeof frame === "string") return next > at ? { frames, next } : frame;
      if (!this.#isBlank(frame.text)) frames.push(frame);
      next = frame.end;
    }
    return { frames, next };
  }

  #parse(frames: readonly Pick<CsvFrame, "text">[]): Parsed {
    try {
      const fields = parse(frames.map((frame) => frame.text).join("\n"), {
        delimiter: this.#delimiter,
        quote: QUOTE,
        record_delimiter: "\n",
        relax_column_count: true,
      });
      return fields.length === frames.length ? { fields } : { fields: [], problem: STRAY_QUOTE };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      return { fields: [], problem: PROBLEMS[error.code] ?? STRAY_QUOTE };
    }
  }

  /** A line of tabs is a record of empty fields where the tab is the delimiter. */
  #isBlank(text: string): boolean {
    return text.trim() === "" && !text.includes(this.#delimiter);
  }

  /** Why no record begins on a line. */
  #problemOf(line: TextLine | undefined): Reason {
    if (line === undefined) return NOT_CLOSED;
    return line.problem ?? this.#parse([line]).problem ?? NOT_CLOSED;
  }
}

function malformed(line: TextLine | undefined, reason: Reason): CsvRow {
  const raw = line?.text.replace(/\r$/, "") ?? "";
  return { ok: false, line: line?.number ?? 0, raw, reason };
}
