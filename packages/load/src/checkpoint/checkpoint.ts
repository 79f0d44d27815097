import type { WriteProgress } from "@spillway/table-writer";
import * as z from "zod";

const count = z.number().int().min(0);
const units = z.object({ table: z.number(), indexes: z.record(z.string(), z.number()) });

/** What the earlier runs of a load sent: since a kill loses the last second of it, at least so much. */
const effortSchema = z.object({
  batches: z.object({ sent: count, failed: count }),
  attempts: count,
  retries: count,
  throttledWrites: count,
  throttles: z.record(z.string(), count),
  unitsConsumed: units,
  bytes: count,
  durationMs: z.number().min(0),
});

export const checkpointSchema = z.object({
  version: z.literal(1),
  /** When the load first began, ISO 8601: expiry times are counted from it. */
  startedAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  /** What tells this load from another: the source, the table, how records become items. */
  load: z.record(z.string(), z.json()),
  /** Index of the first record that is not done. */
  next: count,
  /**
   * The byte at which the reading of it begins, where a range of a source is loaded: a run that goes on
   * reads nothing of what is before.
   */
  byte: count.optional(),
  /**
   * Where the reading of the records from `next` on begins, in the source's own words, where neither a
   * number nor a byte says it: the segments of a scan, the file of a folder.
   */
  cursor: z.json().optional(),
  /** The files of a source that has several, as the load began with them. */
  files: z.string().optional(),
  /** How those before it ended. */
  counts: z.object({
    written: count,
    deduplicated: count,
    rejected: count,
    failed: count,
    spilled: count,
  }),
  effort: effortSchema,
  /** Where the records that were not written are. */
  rejects: z.string().nullable(),
});

/** How far a load came: every record before `next` has ended, and `counts` says how. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** What was sent, beside what became of the records. */
export type Effort = z.infer<typeof effortSchema>;

export const NO_EFFORT: Effort = {
  batches: { sent: 0, failed: 0 },
  attempts: 0,
  retries: 0,
  throttledWrites: 0,
  throttles: {},
  unitsConsumed: { table: 0, indexes: {} },
  bytes: 0,
  durationMs: 0,
};

/** What a run has sent so far. */
export function effortOf(progress: WriteProgress): Omit<Effort, "durationMs"> {
  const { batches, attempts, retries, throttledWrites, throttles, bytes } = progress;
  const { table, indexes } = progress.unitsConsumed;
  return {
    batches: { ...batches },
    attempts,
    retries,
    throttledWrites,
    throttles: { ...throttles },
    unitsConsumed: { table, indexes: { ...indexes } },
    bytes,
  };
}

/** The effort of two runs together. */
export function effortTogether(one: Effort, other: Effort): Effort {
  return {
    batches: {
      sent: one.batches.sent + other.batches.sent,
      failed: one.batches.failed + other.batches.failed,
    },
    attempts: one.attempts + other.attempts,
    retries: one.retries + other.retries,
    throttledWrites: one.throttledWrites + other.throttledWrites,
    throttles: sums(one.throttles, other.throttles),
    unitsConsumed: {
      table: one.unitsConsumed.table + other.unitsConsumed.table,
      indexes: sums(one.unitsConsumed.indexes, other.unitsConsumed.indexes),
    },
    bytes: one.bytes + other.bytes,
    durationMs: one.durationMs + other.durationMs,
  };
}

function sums(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const together: Record<string, number> = { ...one };
  for (const [name, value] of Object.entries(other)) together[name] = (together[name] ?? 0) + value;
  return together;
}
