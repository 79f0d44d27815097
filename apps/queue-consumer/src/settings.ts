import * as z from "zod";

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  TABLE_NAME: z.string(),
  /** The queue that the function drains, and puts back into what has to wait. */
  QUEUE_URL: z.url(),
  /** The event source mapping's: how many instances share the table's capacity. */
  MAXIMUM_CONCURRENCY: z.coerce.number().int().min(2).max(1_000),
  /** The table of pace items, which all who write the table share; without it each has a fixed part. */
  PACE_TABLE: z.string().optional(),
});
