import type { ThrottleCount } from "@spillway/simulator";
import type { SpikeStrategy } from "./spike-options.ts";

/** What happened second by second, from the spike's beginning on. A list may end before another. */
export interface SpikeSeconds {
  /** Records that came. */
  readonly asked: readonly number[];
  /** Writes that were refused. */
  readonly throttled: readonly number[];
  /** The most records that waited at one time in the second. */
  readonly waiting: readonly number[];
  /** Write units that were consumed, by resource; `TABLE_RESOURCE` is the table. */
  readonly units: Readonly<Record<string, readonly number[]>>;
}

/** What a spike comes to: `records = written + failed`, once what spilled is drained. */
export interface SpikeResult {
  readonly strategy: SpikeStrategy;
  readonly records: number;
  /** Records that are in the table at the end. */
  readonly written: number;
  /** Records that were given up after the last attempt, or when time was up. */
  readonly failed: number;
  /** Records that went through the queue. */
  readonly queued: number;
  /** Writes that were sent to the table, each as often as it was sent. */
  readonly attempts: number;
  /** Of these, how many the table or an index refused: `WriteThrottleEvents`. */
  readonly throttledWrites: number;
  /** Why, most first, as each table and index counts. */
  readonly throttles: readonly ThrottleCount[];
  /** Write units consumed in all, by resource; `TABLE_RESOURCE` is the table. */
  readonly units: Readonly<Record<string, number>>;
  /** The most write units consumed in one second, of the table or index that used most. */
  readonly peakUnits: number;
  /** From the beginning until the last record is written, or handed over as failed. */
  readonly completeSeconds: number;
  /** From the beginning until the last write is done; what failed is not waited for. */
  readonly lastWriteSeconds: number;
  /** The longest that a record that was written waited. */
  readonly worstDelaySeconds: number;
  /** The most records that waited at one time. */
  readonly mostWaiting: number;
  readonly lambda: {
    readonly invocations: number;
    readonly coldStarts: number;
    /** Of all invocations, cold starts not counted. */
    readonly seconds: number;
  };
  /** Requests of SQS as they are billed, without receives that came back empty. */
  readonly sqsRequests: number;
  readonly seconds: SpikeSeconds;
}
