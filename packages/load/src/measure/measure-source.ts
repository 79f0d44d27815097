import type { TableShape } from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";
import type { CsvColumns } from "@spillway/records";
import { loadError } from "../errors.ts";
import type { InputServices } from "../input/open-input.ts";
import { rejectedRecord } from "../rejects/rejected-record.ts";
import { type Interrupt, untilInterrupted } from "../run/interrupt.ts";
import type { LoadProgress } from "../run/load-progress.ts";
import { findSource } from "../several/find-source.ts";
import { lookedAt, severalSource } from "../several/open-several.ts";
import { FIRST_FILE } from "../several/several-cursor.ts";
import { shapeOfRequest } from "../shape/shape-of-request.ts";
import { shapeItem, shapeRecord } from "../shape/shape-record.ts";
import { formatWords } from "../source/format-words.ts";
import { openRequested, type ReadingRequest } from "../source/open-requested.ts";
import type { Source } from "../source/source.ts";
import { sourceBlocks } from "../source/source-blocks.ts";
import { keyAttributesOf } from "../table/key-attributes.ts";
import { TransformRun } from "../transform/transform-run.ts";
import type { SourceMeasure } from "./source-measure.ts";
import { WriteTally } from "./write-tally.ts";

/** What is to be measured, and for which table. How records are read and shaped is as for a load. */
export interface MeasureRequest extends ReadingRequest {
  /** One file or several, as a load takes them. */
  readonly source: string | readonly string[];
  /** Its keys and indexes say what of a record is written where; it does not have to be there. */
  readonly table: TableShape;
}

/** How far the measuring of a source is. */
export type MeasureProgress = Pick<LoadProgress, "bytesRead" | "bytes" | "recordsRead" | "seconds">;

/** What measuring works with. AWS is asked for nothing unless the source is in S3. */
export interface MeasureServices extends InputServices {
  readonly clock: Clock;
  /** Once it is requested, no more is read. */
  readonly interrupt: Interrupt;
  /** Called for each block of records. */
  readonly onProgress: (progress: MeasureProgress) => void;
  /** Called with what was found out before the first record is measured. */
  readonly onStart: (start: {
    readonly format: string;
    readonly columns: CsvColumns | undefined;
  }) => void;
}

/**
 * Measures what a load of a source would take of a table, without writing: items and their bytes, write
 * units of the table and each index, hot keys, and what would be rejected. Memory does not grow with
 * the source: about 5 MB, and 1 MB for each global index.
 *
 * @throws SpillwayError for whatever keeps a load from being begun: no such file, not the table's key;
 * `TTL_ATTRIBUTE_UNKNOWN` for a TTL whose attribute is not named, since the table is not asked
 * @example
 * const { items, units, hotKeys } = await measureSource(
 *   { source: "users.csv", table: shape, empty: "omit", deletes: false },
 *   { clients, standardInput: process.stdin, clock: systemClock, interrupt: new Interrupt(), onProgress, onStart },
 * );
 */
export async function measureSource(
  request: MeasureRequest,
  services: MeasureServices,
): Promise<SourceMeasure> {
  const { table } = request;
  const { clock, interrupt, onStart, onProgress } = services;
  const startedAtMs = clock.now();
  const shape = await shapeOfRequest(request, table, startedAtMs, attributeUnknown);
  const input = await findSource(request.source, services);
  const source = await openFound(input, request, services);
  const { format = "several" } =
    source.format === "several" ? { format: source.firstFormat } : source;
  if (format !== "csv") onStart({ format, columns: undefined });
  const notes = [...("notes" in source ? (source.notes ?? []) : [])];
  const tally = new WriteTally(table);
  let [bytesRead, sourceBytes, recordsRead, complete] = [0, 0, 0, false];
  const blocks = sourceBlocks(source, {
    from: 0,
    shape: (record) => shapeRecord(record, shape),
    shapeItem: (item) => shapeItem(item, shape),
    shapeReject: (line) => rejectedRecord(line, shape),
    onBytes: (bytes) => {
      bytesRead += bytes;
    },
    onTextBytes: (bytes) => {
      sourceBytes += bytes;
    },
    onNote: (note) => notes.push(note),
    ...(request.transform && { transform: new TransformRun(request.transform, input.name) }),
    onColumns: (columns) => onStart({ format, columns }),
  });
  const toItsEnd = async function* () {
    yield* blocks;
    complete = true;
  };
  for await (const block of untilInterrupted(toItsEnd(), interrupt)) {
    for (const entry of block) tally.add(entry);
    recordsRead += block.length;
    const seconds = (clock.now() - startedAtMs) / 1_000;
    onProgress({ bytesRead, bytes: input.bytes, recordsRead, seconds });
  }
  return {
    source: input.name,
    format: formatWords(source),
    complete,
    sourceBytes,
    notes,
    ...tally.summary(),
  };
}

async function openFound(
  input: Awaited<ReturnType<typeof findSource>>,
  request: MeasureRequest,
  services: InputServices,
): Promise<Source> {
  const { table: shape } = request;
  const table = { shape, keyAttributes: keyAttributesOf(shape) };
  if (!("files" in input)) return openRequested(input, request, table);
  return lookedAt(severalSource(input, request, table, services), FIRST_FILE);
}

async function attributeUnknown(): Promise<never> {
  throw loadError("TTL_ATTRIBUTE_UNKNOWN", "expected the name of the TTL attribute; came none", {
    hint: "Name it, such as --ttl expires_at=30d: the table is not asked for it here.",
  });
}
