import * as z from "zod";

/**
 * What an invocation of an app that starts a spike may say. A schedule's event says none of it.
 *
 * @example
 * const { run, records } = readEvent(spikeEventSchema, event);
 */
export const spikeEventSchema = z.object({
  /** Names the run. Default: a new id. */
  run: z.string().min(1).max(128).optional(),
  /** How many records of the sample the spike has, from its first. Default: all. */
  records: z.int().min(1).optional(),
  /** Whether the answer lists the keys of the records. */
  returnKeys: z.boolean().default(false),
});
