import type { TextLine } from "../lines/text-lines.ts";
import { QUOTE } from "./csv-fields.ts";

/** The lines of one CSV record: one, or more where a quoted field holds newlines. */
export interface CsvFrame {
  readonly start: number;
  /** One past the last line. */
  readonly end: number;
  readonly text: string;
}

/** Why no frame begins at a line: more lines are needed, or none would help. */
export type NoFrame = "incomplete" | "never-closed";

/**
 * Finds the record that begins at `lines[start]`.
 *
 * In a record that is well formed every quote has its partner, a doubled quote inside a field too. So
 * a record ends at the first line by which the number of quotes is even. In one that is not well
 * formed this may take in too much or too little; the parser then refuses the frame, and reading goes
 * on at the line after the one where the frame began.
 *
 * With an escape, quotes that are escaped have no partner and need none, and a line that ends with an
 * escape goes on on the next one. An escape and what it escapes never go over a line's end but so:
 * each line can be looked at by itself.
 */
export function frameAt(
  lines: readonly TextLine[],
  start: number,
  limits: { readonly maxBytes: number; readonly atEnd: boolean },
  escapeCharacter?: string,
): CsvFrame | NoFrame {
  let quotes = 0;
  let length = 0;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line.problem !== undefined) return "never-closed";
    quotes += quotesOf(line.text, escapeCharacter);
    length += line.text.length + 1;
    if (quotes % 2 === 0 && !endsEscaped(line.text, escapeCharacter))
      return { start, end: at + 1, text: joined(lines, start, at + 1) };
    if (length > limits.maxBytes) return "never-closed";
  }
  return limits.atEnd ? "never-closed" : "incomplete";
}

/** Whether a quote in the text has no partner: a field goes on on the next line, or came from the one before. */
export function hasOddQuotes(text: string, escapeCharacter?: string): boolean {
  return quotesOf(text, escapeCharacter) % 2 === 1;
}

/** Whether the newline after the text is escaped, so that the field goes on. */
export function endsEscaped(text: string, escapeCharacter: string | undefined): boolean {
  if (escapeCharacter === undefined) return false;
  let begin = text.endsWith("\r") ? text.length - 1 : text.length;
  const end = begin;
  while (begin > 0 && text[begin - 1] === escapeCharacter) begin -= 1;
  return (end - begin) % 2 === 1;
}

/**
 * Where a run of lines ends that go on only because each ends with an escape, from `lines[start]` on: a
 * record that begins at any of them ends where all of them do.
 *
 * @param maxBytes how much of it is looked at
 * @returns the index after its last line; `start` where the first line is none
 */
export function endOfEscapedRun(
  lines: readonly TextLine[],
  start: number,
  maxBytes: number,
  escapeCharacter: string | undefined,
): number {
  let length = 0;
  for (let at = start; at < lines.length; at += 1) {
    const { text = "" } = lines[at] ?? {};
    length += text.length + 1;
    const goesOn = endsEscaped(text, escapeCharacter) && !hasOddQuotes(text, escapeCharacter);
    if (!goesOn || length > maxBytes) return at;
  }
  return lines.length;
}

function joined(lines: readonly TextLine[], start: number, end: number): string {
  let text = lines[start]?.text ?? "";
  for (let at = start + 1; at < end; at += 1) text += `\n${lines[at]?.text ?? ""}`;
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function quotesOf(text: string, escapeCharacter: string | undefined): number {
  let count = 0;
  if (escapeCharacter !== undefined && text.includes(escapeCharacter)) {
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === escapeCharacter) at += 1;
      else if (text[at] === QUOTE) count += 1;
    }
    return count;
  }
  for (let at = text.indexOf(QUOTE); at !== -1; at = text.indexOf(QUOTE, at + 1)) count += 1;
  return count;
}
