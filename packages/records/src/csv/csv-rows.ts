import type { LineBlock } from "../lines/text-lines.ts";
import type { ByteRange } from "../ranges/byte-range.ts";
import { checkDelimiter, foundDelimiter } from "./csv-delimiter.ts";
import { following, takeHead } from "./csv-head.ts";
import { type InferredTypes, inferredTypes } from "./csv-inference.ts";
import type { CsvOptions } from "./csv-options.ts";
import type { CsvReader, CsvRow } from "./csv-reader.ts";

/** An input, from its beginning, with what its first bytes say of it. */
export interface JudgedInput {
  readonly input: AsyncIterable<Uint8Array | string>;
  readonly delimiter: string;
  readonly inferred: InferredTypes | undefined;
}

/**
 * Finds the delimiter and the types from the first bytes, where they are to be found.
 *
 * @throws SpillwayError `CSV_DELIMITER_INVALID`
 */
export async function judgedInput(
  input: AsyncIterable<Uint8Array | string>,
  { delimiter = ",", infer = false }: Pick<CsvOptions, "delimiter" | "infer">,
): Promise<JudgedInput> {
  if (delimiter !== "auto") checkDelimiter(delimiter);
  if (delimiter !== "auto" && !infer) return { input, delimiter, inferred: undefined };
  const chunks = input[Symbol.asyncIterator]();
  const { head, taken } = await takeHead(chunks);
  const found = delimiter === "auto" ? foundDelimiter(head) : delimiter;
  const inferred = infer ? inferredTypes(head, found) : undefined;
  return { input: following(taken, chunks), delimiter: found, inferred };
}

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
