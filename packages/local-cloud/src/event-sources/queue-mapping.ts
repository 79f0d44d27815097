import { z } from "zod";

/** An event source mapping from an SQS queue to a function, as it is deployed. */
export interface QueueMapping {
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** Messages in one invocation, at most. */
  readonly batchSize: number;
  /** How long a batch may wait to fill, from its first message. */
  readonly windowSeconds: number;
  /** Invocations at once, at most; undefined when the mapping does not say. */
  readonly maximumConcurrency: number | undefined;
  /** Whether the function reports which messages of a batch failed. */
  readonly reportsItemFailures: boolean;
}

const answer = z.object({
  EventSourceMappings: z
    .array(
      z.object({
        UUID: z.string(),
        EventSourceArn: z.string().optional(),
        FunctionArn: z.string(),
        State: z.string().optional(),
        BatchSize: z.number().optional(),
        MaximumBatchingWindowInSeconds: z.number().optional(),
        FunctionResponseTypes: z.array(z.string()).optional(),
        ScalingConfig: z.object({ MaximumConcurrency: z.number().optional() }).optional(),
      }),
    )
    .default([]),
});

const DEFAULT_BATCH_SIZE = 10;

/** The queue mappings of a ListEventSourceMappings answer; those of other sources are left out. */
export function queueMappings(listed: unknown): QueueMapping[] {
  return answer.parse(listed).EventSourceMappings.flatMap((mapping) => {
    const queueArn = mapping.EventSourceArn;
    if (!queueArn?.startsWith("arn:aws:sqs:")) return [];
    return {
      uuid: mapping.UUID,
      queueArn,
      functionArn: mapping.FunctionArn,
      enabled: mapping.State !== "Disabled",
      batchSize: mapping.BatchSize ?? DEFAULT_BATCH_SIZE,
      windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
      maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
      reportsItemFailures:
        mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    };
  });
}
