import { SQS_MAX_DELAY_SECONDS } from "@spillway/capacity";
import * as z from "zod";

/** The environment of the function, as Terraform sets it. */
export const settingsSchema = z.object({
  QUEUE_URL: z.url(),
  /** Seconds over which the records become due. */
  DISTRIBUTION_WINDOW_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(SQS_MAX_DELAY_SECONDS, {
      error: `expected at most ${SQS_MAX_DELAY_SECONDS}, the longest that SQS holds a message back`,
    })
    .default(SQS_MAX_DELAY_SECONDS),
  /** Seconds until DynamoDB may delete a record; 0 keeps it. */
  RECORD_TTL_SECONDS: z.coerce.number().int().min(0).default(0),
});

export type Settings = z.infer<typeof settingsSchema>;
