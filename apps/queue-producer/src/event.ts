import { z } from "zod";

/** What an invocation may say; a schedule's event says neither. */
export const eventSchema = z.object({
  /** Names the run. Default: a new id. */
  run: z.string().min(1).max(128).optional(),
  /** Whether the answer lists the keys of the records. */
  returnKeys: z.boolean().default(false),
});
