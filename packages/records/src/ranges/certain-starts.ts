import type { CsvDialect } from "../csv/csv-dialect.ts";
import { csvFields } from "../csv/csv-fields.ts";
import { endsEscaped, frameAt, hasOddQuotes } from "../csv/csv-frames.ts";
import { escapedFields } from "../csv/escaped-fields.ts";
import type { TextLine } from "../lines/text-lines.ts";

/** How the lines are read. */
export interface CertainStartsOptions extends CsvDialect {
  readonly maxRecordBytes: number;
  /** Whether a record is known to begin at the first line. */
  readonly isKnown: boolean;
}

/**
 * Finds the lines of a CSV at which a record begins for certain, without having read what stands before
 * them. It rests on how records are read: one ends at the first line by which its quotes are even, is
 * given up when it gets too long, and when what was read is no record, reading goes on at its second
 * line. So:
 *
 * - Only a line with an odd number of quotes begins a record of several lines, and it can only end at
 *   the next such line. A line between, or that next one, is inside of a record if the text from the
 *   one to the other is well-formed, and not too long; otherwise a record begins at it, whatever the
 *   reader's state was.
 * - After a record that begins for certain, the next one does.
 * - Where lines of more than the longest record have no odd line, no record can reach across them.
 * - A line that can't be read, being no UTF-8 or too long, stands for itself.
 *
 * With an escape, quotes that are escaped don't count. A line that ends with an escape may go on on the
 * next one, whatever its quotes are: what was known before it says nothing of the lines after it, and
 * the search begins anew there.
 */
export class CertainStarts {
  readonly #delimiter: string;
  readonly #escape: CsvDialect["escape"];
  readonly #maxBytes: number;
  /** Whether a record begins at the next line, where no record is open. */
  #isCertain: boolean;
  /** Characters without an odd line so far, as long as nothing is certain. */
  #passed = 0;
  /** The last odd line and what came after it, where a record may be open. */
  #open: TextLine[] = [];
  #openLength = 0;
  #lastByte = 0;

  constructor({ maxRecordBytes, isKnown, ...dialect }: CertainStartsOptions) {
    this.#delimiter = dialect.delimiter;
    this.#escape = dialect.escape;
    this.#maxBytes = maxRecordBytes;
    this.#isCertain = isKnown;
  }

  /** No start that is given later is before this byte. */
  get undecidedFrom(): number {
    return (this.#open[1] ?? this.#open[0])?.byte ?? this.#lastByte;
  }

  /**
   * Takes the lines that follow, and gives the bytes at which a record certainly begins, in their order.
   *
   * @param atEnd whether the file ends with these lines
   */
  add(lines: readonly TextLine[], atEnd: boolean): number[] {
    const starts: number[] = [];
    for (const line of lines) {
      const goesOn = line.problem === undefined && endsEscaped(line.text, this.#escape?.character);
      // What is open may go on after such a line: none of its lines begins a record for certain.
      if (this.#open.length === 0) this.#addAlone(line, starts);
      else if (!goesOn) this.#addToOpen(line, starts);
      if (goesOn) this.#forget();
      this.#lastByte = line.byte;
    }
    if (atEnd) this.#giveUp(starts);
    return starts;
  }

  /** A line that no open record can have in it. */
  #addAlone(line: TextLine, starts: number[]): void {
    const isCertain =
      this.#isCertain || line.problem !== undefined || this.#passed > this.#maxBytes;
    if (isCertain) starts.push(line.byte);
    this.#isCertain = isCertain;
    this.#passed += line.text.length + 1;
    if (this.#isOdd(line)) this.#begin(line);
  }

  /** Opens a record, perhaps; `#isCertain` then says whether one begins there for certain. */
  #begin(line: TextLine): void {
    this.#open = [line];
    this.#openLength = line.text.length + 1;
    if (this.#openLength > this.#maxBytes) this.#giveUp([]);
  }

  #addToOpen(line: TextLine, starts: number[]): void {
    this.#open.push(line);
    this.#openLength += line.text.length + 1;
    if (line.problem !== undefined) {
      this.#giveUp(starts);
    } else if (this.#isOdd(line)) {
      this.#close(line, starts);
    } else if (this.#openLength > this.#maxBytes) {
      this.#giveUp(starts);
    }
  }

  /** What is open ends with this line, if it is a record; it may also begin another one. */
  #close(line: TextLine, starts: number[]): void {
    if (!this.#isRecord()) {
      this.#giveUp(starts);
      this.#begin(line);
    } else if (this.#isCertain) {
      this.#open = [];
    } else {
      this.#begin(line);
    }
  }

  #isRecord(): boolean {
    const limits = { maxBytes: this.#maxBytes, atEnd: true };
    const frame = frameAt(this.#open, 0, limits, this.#escape?.character);
    return typeof frame !== "string" && Array.isArray(this.#fields(frame.text));
  }

  #fields(text: string) {
    return this.#escape === undefined
      ? csvFields(text, this.#delimiter)
      : escapedFields(text, this.#delimiter, this.#escape);
  }

  #isOdd(line: TextLine): boolean {
    return line.problem === undefined && hasOddQuotes(line.text, this.#escape?.character);
  }

  /** Nothing is known of the lines that follow. */
  #forget(): void {
    this.#isCertain = false;
    this.#passed = 0;
    this.#open = [];
  }

  /** Nothing is open: a record begins at each line after the first one of what was taken for open. */
  #giveUp(starts: number[]): void {
    for (const { byte } of this.#open.slice(1)) starts.push(byte);
    if (this.#open.length > 0) this.#isCertain = true;
    this.#open = [];
  }
}
