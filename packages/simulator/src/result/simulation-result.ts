import type { CapacityUnits, ThrottlingReason, UnitHours } from "@spillway/capacity";

/** Attempts that a table or index refused. */
export interface ThrottleCount {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly reason: ThrottlingReason;
  /** As `WriteThrottleEvents` and `ReadThrottleEvents` count: each attempt, on each resource that refused it. */
  readonly events: number;
}

/** What became of a table or global index. */
export interface ResourceResult {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  /** Units that were consumed. */
  readonly consumed: CapacityUnits;
  /** The most units that were consumed in one second. */
  readonly peakConsumed: CapacityUnits;
  /** The most that was provisioned; 0 on demand. */
  readonly peakProvisioned: CapacityUnits;
  /** What was provisioned at the end; 0 on demand. */
  readonly lastProvisioned: CapacityUnits;
  /** Units × hours that were provisioned; 0 on demand. */
  readonly unitHours: { readonly read: UnitHours; readonly write: UnitHours };
  /** Requests of UpdateTable that raised or lowered it. */
  readonly increases: number;
  readonly decreases: number;
}

/** What happened in each of equal stretches of time: for a picture. */
export interface SimulationSeries {
  /** Seconds of one point. */
  readonly stepSeconds: number;
  /** Writes a second that were asked for, in the mean. */
  readonly asked: readonly number[];
  /** The most writes a second that were asked for. */
  readonly peakAsked: readonly number[];
  /** Attempts to write that were throttled, in all of the stretch. */
  readonly throttled: readonly number[];
  /** The most writes that waited at one time. */
  readonly waiting: readonly number[];
  /** By resource: the most write units that were provisioned, and the write units a second that were consumed. */
  readonly resources: readonly {
    readonly resource: string;
    readonly provisioned: readonly number[];
    readonly consumed: readonly number[];
  }[];
}

/** What a table did under a load: a JSON document. */
export interface SimulationResult {
  readonly policy: string;
  readonly load: string;
  /** That were simulated: the load, and what was needed after its end until nothing waited. */
  readonly seconds: number;
  /** asked = written + lost + waiting */
  readonly writes: {
    readonly asked: number;
    readonly written: number;
    /** Attempts that were refused: with retries a write may be refused more than once. */
    readonly throttled: number;
    /** Writes that were refused and given up. */
    readonly lost: number;
    /** Writes that still wait for their turn at the end, in the queue or to be tried again. */
    readonly waiting: number;
    /** Writes that were done in a later second than that in which they came. */
    readonly delayed: number;
    /**
     * The longest that a write waited until it was done or given up, from second to second: one that
     * comes and goes in the same second has waited 0.
     */
    readonly worstDelaySeconds: number;
    /** The most that waited at one time, at the end of a second. */
    readonly mostWaiting: number;
    /** Writes that went through the queue: all of them where writers are `paced`, what did not fit at once where they are `spillover`, else none. */
    readonly queued: number;
    /**
     * From the load's begin to the end of the second in which the last write was done; null where some
     * still wait at the end: half a write or more, for a flow has parts of writes.
     */
    readonly completeSeconds: number | null;
  };
  readonly reads: { readonly asked: number; readonly done: number; readonly throttled: number };
  readonly throttles: readonly ThrottleCount[];
  /** The table, then its global indexes. */
  readonly resources: readonly ResourceResult[];
  /** Requests of UpdateTable: taken, and refused by error code. */
  readonly updates: { readonly taken: number; readonly refused: Readonly<Record<string, number>> };
  readonly dollars: {
    /** As DynamoDB bills: see `unitHours` of `@spillway/capacity`. */
    readonly billed: number;
    /** For the time that units were provisioned; the least that the bill can be. On demand the same as billed. */
    readonly provisioned: number;
  };
  readonly series: SimulationSeries;
}
