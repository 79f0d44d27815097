import * as z from "zod";

/** What `maxWriteUnits` of table-writer takes. */
const maxWriteUnits = z.union(
  [
    z.literal("auto"),
    z.coerce.number().positive(),
    z.templateLiteral([z.number(), "%"]).refine((percent) => Number.parseFloat(percent) > 0),
  ],
  { error: "expected auto, a number above 0 or a percentage such as 250%" },
);

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  TABLE_NAME: z.string(),
  FAILURE_QUEUE_URL: z.url(),
  /** Seconds until DynamoDB may delete a record; 0 keeps it. */
  RECORD_TTL_SECONDS: z.coerce.number().int().min(0).default(0),
  /** `BatchWriteItem` requests in flight at once. */
  WRITE_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(5),
  /** How often one write is tried. */
  MAX_ATTEMPTS: z.coerce.number().int().min(1).max(20).default(8),
  /** Makes it a spillover writer: the queue that takes what the table can't take in time. */
  SPILL_QUEUE_URL: z.url().optional(),
  /** With a spill queue: seconds of writing before the rest spills. Default: as long as there is time. */
  WRITE_SECONDS: z.coerce.number().positive().optional(),
  /** With a spill queue: write units a second on the table and each index. Default: what they have. */
  MAX_WRITE_UNITS: maxWriteUnits.optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
