import type { MeasuredUnits, TableShape } from "@spillway/capacity";
import type { PlainRecord } from "@spillway/item";
import type { MaxWriteUnits, WireRequest } from "@spillway/table-writer";

/** How a spike is written: the three ways of the feature `spike`. */
export type SpikeStrategy = "direct" | "buffered" | "spillover";

/** Records that are there at one moment. One invocation of the strategy's function takes them. */
export interface Burst {
  /** Seconds after the beginning. */
  readonly atSeconds: number;
  /** With the table's key attributes. Read once, as it is written. */
  readonly records: Iterable<PlainRecord>;
  /** How many they are. */
  readonly count: number;
}

/** The function that writes, as the settings of direct-writer have it. */
export interface WriterSettings {
  /** `BatchWriteItem` requests in flight at once. Default 5. */
  readonly concurrency?: number;
  /** How often one write is tried. Default 8. */
  readonly maxAttempts?: number;
  /** After which Lambda ends it. Default 300. */
  readonly timeoutSeconds?: number;
  /** Spillover: seconds of writing before the rest spills. Default 30. */
  readonly writeSeconds?: number;
  /** Spillover: write units a second on the table and each index. Default `auto`: what they have. */
  readonly maxWriteUnits?: MaxWriteUnits;
}

/** Queue, event source mapping and consumer, as the variables of the feature have them. */
export interface QueueSettings {
  /** Buffered: seconds over which messages become due, 0 to 900. Default 900. */
  readonly windowSeconds?: number;
  /** Messages that a consumer is handed at once, at most. Default 25. */
  readonly batchSize?: number;
  /** How long a batch may wait to fill. Default 5. */
  readonly batchingWindowSeconds?: number;
  /** Consumers at once, at most. Default 2. */
  readonly maximumConcurrency?: number;
  /** After which Lambda ends a consumer. Default 60; received messages are hidden for six times this, and the batching window. */
  readonly consumerTimeoutSeconds?: number;
}

/** A spike that is to be written. */
export interface SpikeOptions {
  readonly strategy: SpikeStrategy;
  readonly table: TableShape;
  /** By time. */
  readonly bursts: readonly Burst[];
  /** What a write costs, and where. Default: what its item costs that was not there before. */
  readonly measure?: (request: WireRequest) => MeasuredUnits;
  /** Seconds of unused capacity that the table keeps. Default 300. */
  readonly burstSeconds?: number;
  /** Seconds that the table was there and idle before. Default: as many as it keeps. */
  readonly idleSeconds?: number;
  readonly writer?: WriterSettings;
  readonly queue?: QueueSettings;
}
