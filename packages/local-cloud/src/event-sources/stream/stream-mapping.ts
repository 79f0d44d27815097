import type { EventSourceMapping } from "../mappings/event-source-mapping.ts";

/** An event source mapping from a DynamoDB stream to a function, as it is deployed. */
export interface StreamMapping {
  readonly uuid: string;
  readonly streamArn: string;
  readonly tableName: string;
  /** With the version or alias that it names, if it does. */
  readonly functionArn: string;
  /** Records in one invocation, at most. */
  readonly batchSize: number;
  /** How long a batch may wait to fill, from its first record; 0 to 300 s. */
  readonly windowSeconds: number;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  /** Batches of one shard at once, at most; 1 to 10. */
  readonly parallelizationFactor: number;
  /** How often a failed batch is tried again; infinity by default. */
  readonly maximumRetries: number;
  /** Older records are given up, in ms: never more than a stream keeps them. */
  readonly maximumAgeMs: number;
  /** Whether a failed batch of several is halved. */
  readonly bisects: boolean;
  /** Whether the function reports the first record of a batch that failed. */
  readonly reportsItemFailures: boolean;
  /** The patterns of its filter criteria. */
  readonly patterns: readonly string[];
  /** ARN of what is told of given up records; undefined for none. */
  readonly onFailure: string | undefined;
}

const DEFAULT_BATCH_SIZE = 100;
/** DynamoDB Streams keeps records for a day. */
const RETENTION_MS = 24 * 3_600_000;
/** How a mapping says that there is no limit. */
const NO_LIMIT = -1;

/** What is to be done for a mapping whose source is a DynamoDB stream. */
export function streamMapping(mapping: EventSourceMapping): StreamMapping {
  const { MaximumRetryAttempts: retries = NO_LIMIT, MaximumRecordAgeInSeconds: age = NO_LIMIT } =
    mapping;
  return {
    uuid: mapping.UUID,
    streamArn: mapping.EventSourceArn,
    tableName: tableOfStream(mapping.EventSourceArn) ?? "",
    functionArn: mapping.FunctionArn,
    batchSize: mapping.BatchSize ?? DEFAULT_BATCH_SIZE,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? 0,
    startingPosition: mapping.StartingPosition === "LATEST" ? "LATEST" : "TRIM_HORIZON",
    parallelizationFactor: mapping.ParallelizationFactor ?? 1,
    maximumRetries: retries === NO_LIMIT ? Number.POSITIVE_INFINITY : retries,
    maximumAgeMs: age === NO_LIMIT ? RETENTION_MS : Math.min(RETENTION_MS, age * 1_000),
    bisects: mapping.BisectBatchOnFunctionError ?? false,
    reportsItemFailures:
      mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
    patterns: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) => Pattern),
    onFailure: mapping.DestinationConfig?.OnFailure?.Destination || undefined,
  };
}

/** The name of the table: `orders` of `arn:aws:dynamodb:…:table/orders/stream/…`; undefined for what is no stream's. */
export function tableOfStream(streamArn: string): string | undefined {
  return /:table\/([^/]+)\/stream\/./.exec(streamArn)?.[1];
}
