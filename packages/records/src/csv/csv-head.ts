import { linesOf } from "../lines/text-lines.ts";
import type { CsvDialect } from "./csv-dialect.ts";
import { CsvReader } from "./csv-reader.ts";
import type { CsvRow } from "./csv-row.ts";

/** Enough of a file to judge it by, and little to read twice. */
const HEAD_BYTES = 262_144;
/** A quote that is not closed within so much is passed over in the head: it shall not hide the rest. */
const MAX_HEAD_RECORD_BYTES = 16_384;

/** The beginning of an input, by which what is not said is found. How the bytes came in chunks makes no difference to it. */
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

/** What is said of the lines of a head. */
export interface HeadReading {
  /** Whether the first row is a header. */
  readonly hasHeader: boolean;
  /** The names of the columns, where the header does not say them. */
  readonly names: readonly string[] | undefined;
}

/** The first rows of an input. */
export interface HeadRows {
  readonly header: CsvRow | undefined;
  readonly records: readonly CsvRow[];
  /** How many columns there are, by the header, the first record or the names; 0 where nothing says it. */
  readonly width: number;
}

/** The rows of the head: the header, where there is one, and at most `count` records. */
export function headRows(
  { bytes, isWhole }: InputHead,
  dialect: CsvDialect,
  { hasHeader, names }: HeadReading,
  count: number,
): HeadRows {
  const end = isWhole ? bytes.length : bytes.lastIndexOf("\n");
  if (end <= 0) return { header: undefined, records: [], width: names?.length ?? 0 };
  const reader = new CsvReader({ ...dialect, hasHeader, maxRecordBytes: MAX_HEAD_RECORD_BYTES });
  const lines = linesOf(bytes.subarray(0, end), HEAD_BYTES);
  const rows = reader.rows(lines, isWhole).slice(0, hasHeader ? count + 1 : count);
  const [first] = rows;
  // Names that are too few or too many shall not keep the first record from being cut right.
  const width = first?.ok ? first.fields.length : (names?.length ?? 0);
  return { header: hasHeader ? rows.shift() : undefined, records: rows, width };
}
