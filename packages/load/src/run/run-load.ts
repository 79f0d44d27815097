import type { Clock, Random } from "@spillway/pacing";
import type { ByteRange } from "@spillway/records";
import {
  SettledWatermark,
  type TargetTable,
  type Transport,
  type WriteOptions,
  type WritePacer,
  type WriteProgress,
  type WriteReport,
  writeAll,
} from "@spillway/table-writer";
import { type Checkpoint, effortOf, effortTogether, NO_EFFORT } from "../checkpoint/checkpoint.ts";
import { CheckpointKeeper } from "../checkpoint/checkpoint-keeper.ts";
import { CursorTrail } from "../checkpoint/cursor-trail.ts";
import type { LoadCheckpoints } from "../checkpoint/load-checkpoints.ts";
import { RecordBytes } from "../parts/record-bytes.ts";
import { rejectLine } from "../rejects/reject-line.ts";
import type { RejectStore } from "../rejects/reject-store.ts";
import { type NumberKeys, NumberKeysSeen } from "../shape/number-keys.ts";
import { seenShapes } from "../shape/seen-shapes.ts";
import type { RecordShape } from "../shape/shape-record.ts";
import type { Source } from "../source/source.ts";
import { type SourceReading, sourceBlocks } from "../source/source-blocks.ts";
import type { RecordTransform, TransformReport } from "../transform/transform.ts";
import { TransformRun } from "../transform/transform-run.ts";
import { type Interrupt, untilInterrupted } from "./interrupt.ts";
import type { LoadProgress } from "./load-progress.ts";

export interface RunLoadOptions
  extends Pick<WriteOptions, "concurrency" | "maxAttempts" | "deadline" | "spill">,
    Pick<SourceReading, "onColumns" | "onNote"> {
  readonly source: Source;
  /** What of the source is loaded, by where records begin. Undefined for all of it. */
  readonly range: ByteRange | undefined;
  /** What its records go through; undefined for nothing. */
  readonly transform?: RecordTransform | undefined;
  readonly shape: RecordShape;
  readonly table: TargetTable;
  readonly transport: Transport;
  readonly pacer: WritePacer | undefined;
  /** Undefined where they are not kept. */
  readonly rejects: RejectStore | undefined;
  readonly checkpoints: LoadCheckpoints;
  readonly checkpointSeconds: number | undefined;
  readonly interrupt: Interrupt;
  readonly clock: Clock;
  readonly random: Random;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** What one run of a load came to. */
export interface LoadRun {
  readonly report: WriteReport;
  /** Records that count as failed since the run ended before they were sent. */
  readonly unsent: number;
  /** Whether all of the source was read and every record of it has ended. */
  readonly complete: boolean;
  /** Where the next run of a range begins. */
  readonly nextByte: number | null;
  /** What is to be said of numbers in the table's key. */
  readonly numberKeys: NumberKeys | null;
  /** What became of the records that went through the transform, earlier runs included. */
  readonly transform: TransformReport | null;
}

/**
 * Writes a source into a table from where an earlier run left off, keeps the rejects, and saves how
 * far it is: a checkpoint never passes a record whose outcome is open.
 *
 * @throws SpillwayError when the source fails, and when rejects or checkpoints can't be written
 */
export async function runLoad(options: RunLoadOptions): Promise<LoadRun> {
  const { source, shape, table, interrupt, clock, rejects, checkpoints } = options;
  const { earlier } = checkpoints;
  const watermark = new SettledWatermark(earlier?.next, earlier?.counts);
  const trail = new CursorTrail(watermark);
  const startedAtMs = clock.now();
  let progress: WriteProgress | undefined;
  let unsent = 0;
  let hasEnded = false;
  const onEnd = () => {
    hasEnded = true;
  };
  const rest = options.range && restOf(options.range, earlier);
  const places = rest && new RecordBytes(watermark.next, rest.begin);
  const bytes = options.range ? options.range.end - options.range.begin : source.input.bytes;
  let bytesRead = options.range && rest ? rest.begin - options.range.begin : 0;
  let recordsRead = watermark.next;
  const nextByte = () => {
    if (rest === undefined || places === undefined) return undefined;
    const isDone = hasEnded && watermark.next === recordsRead;
    return isDone ? rest.end : Math.min(places.from(watermark.next), rest.end);
  };

  const reached = (): Pick<Checkpoint, "next" | "byte" | "cursor" | "counts"> => {
    const place = trail.reached();
    if (place !== undefined) return place;
    return {
      next: watermark.next,
      ...(rest && { byte: nextByte() }),
      counts: watermark.counts,
      // None has been passed yet, so that reading begins where it did.
      ...trail.start,
      ...(earlier?.cursor !== undefined && { cursor: earlier.cursor }),
    };
  };
  const current = (): Checkpoint => ({
    ...checkpoints.identity,
    savedAt: new Date(clock.now()).toISOString(),
    ...reached(),
    effort: effortTogether(earlier?.effort ?? NO_EFFORT, {
      ...NO_EFFORT,
      ...(progress && effortOf(progress)),
      durationMs: clock.now() - startedAtMs,
    }),
    rejects: rejects?.address ?? null,
  });
  const numberKeys = new NumberKeysSeen(shape.keys);
  const transform = options.transform && new TransformRun(options.transform, source.input.name);
  const entries = sourceBlocks(source, {
    from: watermark.next,
    ...(rest && { range: rest }),
    ...(earlier?.cursor !== undefined && { cursor: earlier.cursor }),
    onCursor: (records, cursor) => trail.add(records, cursor),
    ...(places && { onPlaces: (begins, reached) => places.add(begins, reached) }),
    ...(transform && { transform }),
    ...seenShapes(shape, numberKeys, { tellsTexts: !transform && TELLS_TEXTS.has(source.format) }),
    onBytes: (bytes) => {
      bytesRead += bytes;
    },
    onRecords: (records) => {
      recordsRead += records;
    },
    ...(options.onColumns && { onColumns: options.onColumns }),
    ...(options.onNote && { onNote: options.onNote }),
  });
  const keeper = new CheckpointKeeper({
    clock,
    everySeconds: options.checkpointSeconds,
    current,
    flush: async () => rejects?.flush(),
    save: (checkpoint) => checkpoints.save(checkpoint),
    touch: () => checkpoints.touch(),
    onFailure: () => interrupt.abort(),
  });

  await keeper.start();
  let report: WriteReport;
  try {
    report = await writeAll(untilInterrupted(toItsEnd(entries, onEnd), interrupt), {
      transport: options.transport,
      table,
      clock,
      random: options.random,
      ...(options.pacer && { pacer: options.pacer }),
      ...(options.concurrency && { concurrency: options.concurrency }),
      ...(options.maxAttempts && { maxAttempts: options.maxAttempts }),
      ...(options.deadline && { deadline: options.deadline }),
      ...(options.spill && { spill: options.spill }),
      signal: interrupt.signal,
      drain: interrupt.drainSignal,
      unread: "leave",
      ...(numberKeys.names.length > 0 && {
        onReplaced: (earlier, later) => numberKeys.replaced(earlier, later),
      }),
      onSettled: ({ index }, kind) => watermark.settle(index, kind),
      onOutcome: (outcome) => {
        if (outcome.kind === "unsent") {
          unsent += 1;
          // It comes again with the next run, from the source itself.
          if (checkpoints.name !== undefined) return;
        }
        return rejects?.add(rejectLine(outcome));
      },
      onProgress: (now) => {
        progress = now;
        options.onProgress({
          // A range's reader goes beyond its end for the last record.
          bytesRead: bytes === undefined ? bytesRead : Math.min(bytesRead, bytes),
          bytes,
          recordsRead,
          recordsBefore: earlier?.next ?? 0,
          writtenBefore: earlier?.counts.written ?? 0,
          write: now,
          seconds: (clock.now() - startedAtMs) / 1_000,
        });
      },
    });
  } finally {
    await keeper.end();
  }
  if (keeper.failure !== undefined) throw keeper.failure.cause;
  // Also where the deadline passed and the spill took the rest.
  return {
    report,
    unsent,
    complete: hasEnded && unsent === 0,
    nextByte: nextByte() ?? null,
    numberKeys: numberKeys.report,
    transform: transform?.report ?? null,
  };
}

/** Sources that have, or may have, columns of text. */
const TELLS_TEXTS = new Set<Source["format"]>(["csv", "several"]);

/** What of a range the earlier runs have left. */
function restOf({ begin, end }: ByteRange, earlier: Checkpoint | undefined): ByteRange {
  return { begin: earlier?.byte ?? begin, end };
}

async function* toItsEnd<T>(
  source: AsyncIterable<T>,
  onEnd: () => void,
): AsyncGenerator<T, void, undefined> {
  yield* source;
  onEnd();
}
