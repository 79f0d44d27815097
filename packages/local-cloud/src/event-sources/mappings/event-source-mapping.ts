import * as z from "zod";

/** What CreateEventSourceMapping and UpdateEventSourceMapping can set of any mapping, as Lambda names it. */
const commonSettings = z.object({
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().optional(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.string()).optional(),
  KMSKeyArn: z.string().optional(),
});

/** What they can set where the source is a queue. */
export const queueSettings = commonSettings.extend({
  ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).optional(),
});

/** What they can set where the source is a DynamoDB stream. */
export const streamSettings = commonSettings.extend({
  /** Of CreateEventSourceMapping only. */
  StartingPosition: z.string().optional(),
  ParallelizationFactor: z.number().optional(),
  BisectBatchOnFunctionError: z.boolean().optional(),
  MaximumRecordAgeInSeconds: z.number().optional(),
  MaximumRetryAttempts: z.number().optional(),
  TumblingWindowInSeconds: z.number().optional(),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string().optional() }).optional() })
    .optional(),
});

const mappingSettings = queueSettings.extend(streamSettings.shape);

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

export type QueueSettings = z.infer<typeof queueSettings>;
export type StreamSettings = z.infer<typeof streamSettings>;
export type EventSourceMapping = z.infer<typeof eventSourceMapping>;
