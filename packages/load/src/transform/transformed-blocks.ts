import type { UnwritableRecord } from "../shape/shape-record.ts";
import { recordBlocks } from "../source/record-blocks.ts";
import type { RecordReading } from "../source/record-reading.ts";
import type { Source } from "../source/source.ts";
import type { SourceCursor } from "../source/source-cursor.ts";
import { roughBytes } from "./rough-bytes.ts";
import { transformCursor, transformPlace } from "./transform-cursor.ts";
import { type TransformInput, transformInputs } from "./transform-input.ts";
import type { TransformOutcome, TransformRun } from "./transform-run.ts";
import type { TransformedRecord } from "./transformed-record.ts";

/** Records that follow each other, as they came out of a transform. */
export interface TransformedBlock {
  readonly kind: "transformed";
  readonly records: readonly TransformedRecord[];
  /** Where a later run begins that wants what follows; undefined where none can begin there. */
  readonly cursor?: SourceCursor;
}

/**
 * Records that go into one block, and that come out in one: a kill costs so many to be transformed
 * again where the source can be gone on with at any of them.
 */
const AT_ONCE = 256;
/** About how many bytes come out in one block: one record more may come. */
const BYTES_AT_ONCE = 1_048_576;

/**
 * Reads a source as {@link recordBlocks} does, and transforms its records, in order and one at a time.
 * What comes out is numbered anew, and keeps the place in the source of what went in. It goes on by
 * cursors, whatever the source goes on by.
 *
 * @param reading `from` is the index of the first record that comes out
 */
export async function* transformedBlocks(
  source: Source,
  reading: RecordReading,
  run: TransformRun,
): AsyncGenerator<TransformedBlock, void, undefined> {
  const { cursor: kept, from, ...rest } = reading;
  const place = transformPlace(kept);
  run.goOnFrom(place.counts);
  const own = place.cursor === undefined ? {} : { cursor: place.cursor };
  let { record } = place;
  let index = from;
  for await (const block of recordBlocks(source, { ...rest, ...own, from: record })) {
    const { cursor } = block;
    const { length } = block.records;
    // A source with cursors of its own can be gone on with at the ends of its blocks only.
    const size = cursor === undefined ? AT_ONCE : Math.max(1, length);
    const reached = (): SourceCursor =>
      transformCursor({ record, counts: run.counts, ...(cursor !== undefined && { cursor }) });
    for (let at = 0; at < Math.max(1, length); at += size) {
      let records: TransformedRecord[] = [];
      let bytes = 0;
      let isSliced = false;
      const isFull = () => records.length >= AT_ONCE || bytes >= BYTES_AT_ONCE;
      for (const input of transformInputs(block, at, at + size)) {
        const given = "passes" in input ? [input.passes] : outputsOf(input, run);
        // An await for each record costs as much as a small transform: only a promise has one.
        for (const one of given instanceof Promise ? await given : given) {
          // In the midst of what one record gave nobody can go on.
          if (isFull()) {
            yield { kind: "transformed", records };
            [records, bytes, isSliced] = [[], 0, true];
          }
          records.push(numbered(one, index));
          bytes += one.kind === "record" && one.record.ok ? roughBytes(one.record.record) : 0;
          index += 1;
        }
        record += 1;
        if (cursor === undefined && (isSliced || isFull())) {
          yield { kind: "transformed", records, cursor: reached() };
          [records, bytes, isSliced] = [[], 0, false];
        }
      }
      yield { kind: "transformed", records, cursor: reached() };
    }
  }
}

type Fields = Exclude<TransformInput, { readonly passes: unknown }>;
type Given = readonly TransformedRecord[];

function outputsOf(input: Fields, run: TransformRun): Given | Promise<Given> {
  const outcome = run.apply(input.fields, input.position);
  return outcome instanceof Promise
    ? outcome.then((settled) => recordsOf(settled, input))
    : recordsOf(outcome, input);
}

function recordsOf(outcome: TransformOutcome, { fields, position, deletes }: Fields): Given {
  const mark = deletes ? { deletes } : {};
  if (outcome.ok) {
    return outcome.records.map((record) => ({
      ...{ kind: "record", record: { ok: true, record, position }, origin: fields },
      ...mark,
    }));
  }
  const record: UnwritableRecord = {
    ...{ ok: false, position, raw: "", fields, untransformed: true },
    reason: { code: "TRANSFORM_FAILED", message: outcome.message },
  };
  return [{ kind: "record", record, origin: fields, ...mark }];
}

/** @param index among the records that come out */
function numbered(one: TransformedRecord, index: number): TransformedRecord {
  const position = { ...one.record.position, index };
  // The two types of record have nothing to do with each other.
  return one.kind === "item"
    ? { ...one, record: { ...one.record, position } }
    : { ...one, record: { ...one.record, position } };
}
