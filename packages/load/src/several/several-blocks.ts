import type { ColumnTexts, CsvColumns, Position } from "@spillway/records";
import type { InputIdentity } from "../input/input.ts";
import type { OneSource } from "../source/one-source.ts";
import type { RecordBlock } from "../source/record-block.ts";
import type { RecordReading } from "../source/record-reading.ts";
import { namingFile } from "./file-error.ts";
import { FilesAhead } from "./files-ahead.ts";
import { type SeveralCursor, severalCursorOf } from "./several-cursor.ts";
import type { SeveralSource } from "./several-source.ts";
import { bytesOf } from "./source-file.ts";

/** Reads one file of several. */
type ReadFile = (source: OneSource, reading: RecordReading) => AsyncIterable<RecordBlock>;

/**
 * Reads files one after the other, as one source: records are numbered through all of them, each says
 * its file, and each block says where a later run begins. A file that is done is not read again.
 *
 * @param readFile reads one file
 * @throws SpillwayError what opening or reading a file throws, with the file's name
 */
export async function* severalBlocks(
  source: SeveralSource,
  reading: RecordReading,
  readFile: ReadFile,
): AsyncGenerator<RecordBlock, void, undefined> {
  const { files } = source.input;
  const { from, cursor, range: _, onReached: __, texts, ...shared } = reading;
  const begin = severalCursorOf(cursor);
  const ahead = new FilesAhead(source);
  let { inferred } = begin;
  let first = from - begin.record;
  let isTold = false;
  // What is done was read by an earlier run.
  reading.onBytes?.(bytesOf(files.slice(0, begin.file)) ?? 0);
  for (const [at, file] of files.entries()) {
    if (at < begin.file) continue;
    const isBegun = at === begin.file && begin.record > 0;
    const opened = await ahead.open(file, files[at + 1], isBegun ? begin.identity : undefined);
    source.formats.add(opened.format);
    const onNote = (note: string) => reading.onNote?.(`${file.name}: ${note}`);
    if ("notes" in opened) opened.notes?.forEach(onNote);
    let record = isBegun ? begin.record : 0;
    const blocks = readFile(knowingTypes(opened, inferred), {
      ...shared,
      from: record,
      onNote,
      ...(texts && { texts: textsOf(texts, first, file.name) }),
      ...(isBegun && begin.within !== undefined && { cursor: begin.within }),
      onColumns: (columns) => {
        inferred = typesTogether(inferred, columns);
        // Those of the first file that has some; where another format comes first, nobody waits for them.
        if (!isTold && source.firstFormat === "csv") reading.onColumns?.(columns);
        isTold = true;
      },
    });
    for await (const block of namingFile(file.name, blocks)) {
      record += block.records.length;
      const reached = cursorIn(at, record, opened.input.identity, block, inferred);
      yield { ...placed(block, first, file.name), cursor: reached };
    }
    first += record;
    yield { kind: "records", records: [], cursor: { file: at + 1, record: 0, ...kept(inferred) } };
  }
}

type Inferred = SeveralCursor["inferred"];

function kept(inferred: Inferred) {
  return inferred && { inferred };
}

function cursorIn(
  file: number,
  record: number,
  identity: InputIdentity | undefined,
  { cursor: within }: RecordBlock,
  inferred: Inferred,
) {
  return {
    ...{ file, record },
    ...(within !== undefined && { within }),
    ...(identity && { identity: { ...identity } }),
    ...kept(inferred),
  };
}

/** One attribute has one type in all files: what the earlier ones said of a column holds. */
function knowingTypes(source: OneSource, inferred: Inferred): OneSource {
  if (source.format !== "csv" || inferred === undefined) return source;
  return { ...source, csv: { ...source.csv, inferred } };
}

function typesTogether(earlier: Inferred, { columns, sampled = 0 }: CsvColumns): Inferred {
  const found = columns.filter(({ inferred }) => inferred).map(({ name, type }) => [name, type]);
  if (found.length === 0) return earlier;
  const types = { ...Object.fromEntries(found), ...earlier?.types };
  return { types, sampled: earlier?.sampled ?? sampled };
}

/** Where something of a file stands in the whole source. */
function placeOf(position: Position, first: number, name: string): Position {
  const file = position.file === undefined ? name : `${name}/${position.file}`;
  // Every record passes here: taking it apart by a rest would cost more than copying it.
  return { ...position, index: first + position.index, file };
}

function textsOf({ columns, onText }: ColumnTexts, first: number, name: string): ColumnTexts {
  return {
    columns,
    onText: (column, text, position) => onText(column, text, placeOf(position, first, name)),
  };
}

/** The records of a file where they stand in the whole source. */
function placed(block: RecordBlock, first: number, name: string): RecordBlock {
  const moved = <T extends { readonly position: Position }>(record: T): T => ({
    ...record,
    position: placeOf(record.position, first, name),
  });
  return block.kind === "items"
    ? { ...block, records: block.records.map(moved) }
    : { ...block, records: block.records.map(moved) };
}
