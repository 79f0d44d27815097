import type { LineBlock } from "../lines/text-lines.ts";
import type { ByteRange } from "../ranges/byte-range.ts";
import type { CsvReader } from "./csv-reader.ts";
import type { CsvRow } from "./csv-row.ts";

/** Rows that follow each other. */
export interface RowBlock {
  readonly rows: CsvRow[];
  /** No row after these begins before this byte. */
  readonly next: number;
}

/** The rows of all lines; no more lines are asked for once a row can't begin within the range. */
export async function* rowBlocks(
  reader: CsvReader,
  blocks: AsyncIterable<LineBlock>,
  { begin, end }: ByteRange,
): AsyncGenerator<RowBlock, void, undefined> {
  let read = begin;
  for await (const block of blocks) {
    const rows = reader.rows(block.lines, false);
    read = block.next;
    const next = reader.pendingByte ?? read;
    yield { rows: rowsBefore(end, rows), next };
    if (next >= end) return;
  }
  yield { rows: rowsBefore(end, reader.rows([], true)), next: read };
}

function rowsBefore(end: number, rows: CsvRow[]): CsvRow[] {
  const last = rows.at(-1);
  return last === undefined || last.byte < end ? rows : rows.filter(({ byte }) => byte < end);
}
