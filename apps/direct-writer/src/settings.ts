import { z } from "zod";

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
});

export type Settings = z.infer<typeof settingsSchema>;
