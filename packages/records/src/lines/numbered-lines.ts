import type { Reason } from "@spillway/errors";
import { MAX_ITEM_BYTES } from "@spillway/item";
import type { Position } from "../position.ts";
import { checkRange, type RangeReading, WHOLE } from "../ranges/byte-range.ts";
import { type MalformedRecord, malformedRecord } from "../source-record.ts";
import { lineBlocks } from "./text-lines.ts";

/** How a source of one record a line is read. */
export interface LineOptions extends RangeReading {
  /** The longest line in bytes. Default 4,194,304: an item of 400 KB whose every byte is escaped fits. */
  readonly maxLineBytes?: number;
  /**
   * Where to begin: the first record that is read is number `from.index`. Those before it are passed
   * over without being parsed. The input begins at its beginning all the same. Default: all.
   */
  readonly from?: Pick<Position, "index">;
  /** A line that is passed over as a blank one is. Default: none. */
  readonly noRecord?: string;
}

/** A line that holds a record, not read yet. */
export interface RecordLine {
  readonly ok: true;
  readonly text: string;
  readonly position: Position;
}

/** `\u00e9` writes one byte of text in six, base64 and the type's name need less. */
const MAX_LINE_BYTES = Math.max(4 * 1_048_576, 6 * MAX_ITEM_BYTES);

/** The lines that hold records, in blocks: numbered, blank ones left out, unreadable ones as such. */
export async function* numberedLineBlocks(
  input: AsyncIterable<Uint8Array | string>,
  options: LineOptions,
): AsyncGenerator<(RecordLine | MalformedRecord)[], void, undefined> {
  const { maxLineBytes = MAX_LINE_BYTES, from, range = WHOLE, firstIndex = 0, onReached } = options;
  checkRange(range);
  const first = from?.index ?? 0;
  const { begin, end } = range;
  const { noRecord } = options;
  let index = firstIndex - 1;
  for await (const block of lineBlocks(input, maxLineBytes, begin)) {
    const lines: (RecordLine | MalformedRecord)[] = [];
    for (const { text, number, byte, problem } of block.lines) {
      if (byte >= end) break;
      if (problem === undefined) {
        const content = text.trim();
        if (content === "" || content === noRecord) continue;
      }
      index += 1;
      if (index < first) continue;
      // Lines are counted only from a file's beginning.
      const position = begin === 0 ? { line: number, index, byte } : { index, byte };
      lines.push(
        problem === undefined
          ? { ok: true, text, position }
          : malformedRecord(problem, position, text),
      );
    }
    onReached?.(block.next);
    if (lines.length > 0) yield lines;
    if (block.next >= end) return;
  }
}

/** A line that could not be read as a record. */
export function malformedLine({ text, position }: RecordLine, reason: Reason): MalformedRecord {
  return malformedRecord(reason, position, text.replace(/\r$/, ""));
}
