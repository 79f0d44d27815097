import * as z from "zod";
import { loadError } from "../errors.ts";
import type { RecordReading } from "../source/record-reading.ts";
import type { SourceCursor } from "../source/source-cursor.ts";
import type { TransformCounts } from "./transform-run.ts";

const count = z.number().int().min(0);
const schema = z.object({
  record: count,
  cursor: z.json().optional(),
  counts: z.object({ in: count, out: count, dropped: count, failed: count }),
});

/**
 * Where a transformed source goes on. Records that come out have other numbers than those that go in,
 * so that it is told by the source's own.
 */
export interface TransformPlace extends Pick<RecordReading, "cursor"> {
  /** Records of the source that are done. */
  readonly record: number;
  /** What had become of those by then. */
  readonly counts: TransformCounts;
}

const BEGINNING: TransformPlace = {
  record: 0,
  counts: { in: 0, out: 0, dropped: 0, failed: 0 },
};

/** The place as a checkpoint keeps it. */
export function transformCursor({ record, cursor, counts }: TransformPlace): SourceCursor {
  return { record, ...(cursor !== undefined && { cursor }), counts: { ...counts } };
}

/**
 * The place that a checkpoint kept; the source's beginning where it kept none.
 *
 * @throws SpillwayError `CHECKPOINT_INVALID`
 */
export function transformPlace(kept: SourceCursor | undefined): TransformPlace {
  if (kept === undefined) return BEGINNING;
  const { success, data, error } = schema.safeParse(kept);
  if (success) {
    const { record, cursor, counts } = data;
    return { record, counts, ...(cursor !== undefined && { cursor }) };
  }
  throw loadError("CHECKPOINT_INVALID", "the checkpoint's cursor is none of a transformed source", {
    hint: "Begin anew without --resume.",
    cause: error,
  });
}

/**
 * Where the source itself goes on, of what a checkpoint kept: for those who have to know before it is
 * read.
 *
 * @param isTransformed whether the load has a transform
 * @throws SpillwayError `CHECKPOINT_INVALID`
 */
export function ownCursor(
  kept: SourceCursor | undefined,
  isTransformed: boolean,
): SourceCursor | undefined {
  return isTransformed ? transformPlace(kept).cursor : kept;
}
