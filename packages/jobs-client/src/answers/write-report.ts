import * as z from "zod";

const count = z.int().min(0);
const reason = { code: z.string(), message: z.string() };

const positionSchema = z
  .object({
    index: count.meta({ description: "Its number in the source, from 0" }),
    line: z.int().optional().meta({ description: "The line it begins on, from 1" }),
    byte: count.optional().meta({ description: "The byte it begins at, from 0" }),
    file: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: "Position", description: "Where a record is in its source" });

/** What became of every record: `read = written + deduplicated + rejected + failed + spilled`. */
export const writeReportSchema = z
  .object({
    read: count,
    written: count.meta({ description: "In the table, or gone from it where it deletes" }),
    deduplicated: count.meta({ description: "Replaced by a later record of the same key" }),
    rejected: count.meta({ description: "Can never be written as they are" }),
    failed: count.meta({ description: "Could be written another time" }),
    spilled: count.meta({ description: "In the buffer queue, to be written later" }),
    batches: z.object({ sent: count, failed: count }),
    attempts: count,
    retries: count,
    throttledWrites: count,
    throttles: z.record(z.string(), count),
    unitsConsumed: z.object({
      table: z.number().min(0),
      indexes: z.record(z.string(), z.number().min(0)),
    }),
    durationMs: z.number().min(0),
    bytes: count,
    errors: z
      .array(z.object({ ...reason, position: positionSchema }))
      .meta({ description: "The first 1,000 records that were not written" }),
    stopped: z
      .object({ ...reason, hint: z.string().optional(), errorClass: z.string() })
      .optional()
      .meta({ description: "Why it stopped before all was done" }),
  })
  .meta({
    id: "WriteReport",
    description:
      "What became of every record. It adds up: read = written + deduplicated + rejected + failed + spilled",
  });
