import * as z from "zod";

const count = z.number();

export const countsSchema = z.object({
  written: count,
  deduplicated: count,
  rejected: count,
  failed: count,
  spilled: count,
});

export const effortSchema = z.object({
  batches: z.object({ sent: count, failed: count }),
  attempts: count,
  retries: count,
  throttledWrites: count,
  throttles: z.record(z.string(), count),
  unitsConsumed: z.object({ table: count, indexes: z.record(z.string(), count) }),
  bytes: count,
  durationMs: count,
});

/** One chunk of a job: the only place where counts are kept. */
export const chunkItemSchema = z.object({
  chunk: count,
  /** Which of the job's `SOURCE#` items it is of. */
  source: count,
  state: z.enum(["open", "done", "stopped"]),
  /** Raised by each claim. A worker whose attempt is not this one writes nothing more to the item. */
  attempt: count,
  /** Until when the owner may go on, milliseconds since 1970; 0 where nobody owns it. */
  lease_until: count,
  /** The bytes of the source that it is, end excluded. */
  start: count,
  end: count,
  /** The byte of the first record that has not ended. */
  at: count,
  /** Records that have ended: where a source that can't be cut goes on. */
  records: count,
  counts: countsSchema,
  effort: effortSchema,
  /** What the attempts in a row after which no record had ended count together. */
  stalls: count,
  /**
   * For each attempt that had rejects: how many parts it kept. Of their lines those count that are of
   * records before `next`: its last checkpoint, or where its reading ended if its job was stopped.
   */
  segments: z.array(z.object({ attempt: count, parts: count, next: count })),
  /** What tells the load of the chunk from another, JSON: `load` checks it when it goes on. */
  load: z.string().optional(),
  /** The object with its reject lines, once it has ended. */
  rejects: z.object({ key: z.string(), bytes: count }).optional(),
  /** The first of its records that were not written. */
  errors: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      position: z.object({
        index: count,
        line: count.optional(),
        byte: count.optional(),
      }),
    }),
  ),
  /** What the last attempt failed with. */
  last_error: z.object({ code: z.string(), message: z.string() }).optional(),
  expires_at: count,
});

export type ChunkItem = z.output<typeof chunkItemSchema>;
