import { z } from "zod";

/** What CreateEventSourceMapping and UpdateEventSourceMapping can set, as Lambda names it. */
export const mappingSettings = z.object({
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().optional(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.string()).optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).optional(),
  KMSKeyArn: z.string().optional(),
});

/** An event source mapping as it was made: what is kept of it. */
export const eventSourceMapping = mappingSettings.extend({
  UUID: z.string(),
  EventSourceArn: z.string(),
  /** With the version or alias that it names, if it does. */
  FunctionArn: z.string(),
  Enabled: z.boolean(),
  /** Epoch seconds. */
  LastModified: z.number(),
  Tags: z.record(z.string(), z.string()),
});

export type MappingSettings = z.infer<typeof mappingSettings>;
export type EventSourceMapping = z.infer<typeof eventSourceMapping>;
