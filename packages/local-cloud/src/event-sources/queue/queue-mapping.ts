import type { EventSourceMapping } from "../mappings/event-source-mapping.ts";

/** An event source mapping from an SQS queue to a function, as it is deployed. */
export interface QueueMapping {
  readonly uuid: string;
  readonly queueArn: string;
  /** With the version or alias that it names, if it does. */
  readonly functionArn: string;
  /** Messages in one invocation, at most. */
  readonly batchSize: number;
  /** How long a batch may wait to fill, from its first message. */
  readonly windowSeconds: number;
  /** Invocations at once, at most; undefined when the mapping does not say. */
  readonly maximumConcurrency: number | undefined;
  /** Whether the function reports which messages of a batch failed. */
  readonly reportsItemFailures: boolean;
  /** The patterns of its filter criteria. */
  readonly patterns: readonly string[];
}

const DEFAULT_BATCH_SIZE = 10;

/** What is to be done for a mapping whose source is a queue. */
export function queueMapping(mapping: EventSourceMapping): QueueMapping {
  return {
    uuid: mapping.UUID,
    queueArn: mapping.EventSourceArn,
    functionArn: mapping.FunctionArn,
    batchSize: mapping.BatchSize ?? DEFAULT_BATCH_SIZE,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
    reportsItemFailures:
      mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    patterns: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
  };
}
