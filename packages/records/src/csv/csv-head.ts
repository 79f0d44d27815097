import { linesOf } from "../lines/text-lines.ts";
import { CsvReader, type CsvRow } from "./csv-reader.ts";

/** Enough of a file to judge it by, and little to read twice. */
const HEAD_BYTES = 262_144;
/** A quote that is not closed within so much is passed over in the head: it shall not hide the rest. */
const MAX_HEAD_RECORD_BYTES = 16_384;

/** The beginning of an input. How the bytes came in chunks makes no difference to it. */
export interface InputHead {
  readonly bytes: Buffer;
  /** Whether that is all of the input. */
  readonly isWhole: boolean;
}

/** Takes the first bytes of an input; `chunks` then goes on after the last chunk that was `taken`. */
export async function takeHead(
  chunks: AsyncIterator<Uint8Array | string>,
): Promise<{ readonly head: InputHead; readonly taken: readonly Buffer[] }> {
  const taken: Buffer[] = [];
  let length = 0;
  while (length <= HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done) return { head: { bytes: Buffer.concat(taken), isWhole: true }, taken };
    const chunk = Buffer.from(next.value);
    taken.push(chunk);
    length += chunk.length;
  }
  return { head: { bytes: Buffer.concat(taken, HEAD_BYTES), isWhole: false }, taken };
}

/** An input whose first chunks were taken, from its beginning; it is closed with its reader. */
export async function* following(
  taken: readonly Buffer[],
  rest: AsyncIterator<Uint8Array | string>,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  try {
    yield* taken;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** The rows of the head: the header and at most `count` records. */
export function headRows(
  { bytes, isWhole }: InputHead,
  delimiter: string,
  count: number,
): CsvRow[] {
  const end = isWhole ? bytes.length : bytes.lastIndexOf("\n");
  if (end <= 0) return [];
  const reader = new CsvReader({ delimiter, maxRecordBytes: MAX_HEAD_RECORD_BYTES });
  const lines = linesOf(bytes.subarray(0, end), HEAD_BYTES);
  return reader.rows(lines, isWhole).slice(0, count + 1);
}
