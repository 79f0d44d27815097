/** Units a second that are provisioned, or units that were consumed. */
export interface CapacityUnits {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** The table itself, where its global indexes have their names. */
export const TABLE_RESOURCE = "";

/** What CloudWatch knows of one minute of a table or global index. */
export interface MinuteUsage {
  /** When the minute began, in milliseconds. */
  readonly startMs: number;
  /** Units that were consumed in the whole minute: 60 times the mean of a second. */
  readonly consumed: CapacityUnits;
  /** `ReadThrottleEvents` and `WriteThrottleEvents` of the minute. */
  readonly throttled: { readonly reads: number; readonly writes: number };
}

/** A table or global index as whoever steers its capacity sees it. */
export interface ResourceView {
  readonly provisioned: CapacityUnits;
  /** Warm throughput: what an increase reaches at once; undefined where it is not told. */
  readonly warm?: CapacityUnits;
  /** Minutes that metrics tell of, oldest first and without a gap; one without any use is there with zeros. */
  readonly minutes: readonly MinuteUsage[];
}

/** A table as whoever steers its capacity sees it at one moment. */
export interface CapacityView {
  readonly nowMs: number;
  /** Whether the table or an index is UPDATING: then every change is refused. */
  readonly isUpdating: boolean;
  /** By the index's name; the table's is {@link TABLE_RESOURCE}. */
  readonly resources: ReadonlyMap<string, ResourceView>;
}

/** What a table or index is to have. */
export interface CapacityChange {
  readonly resource: string;
  readonly to: CapacityUnits;
}

/** One UpdateTable: it is done whole, or refused whole. */
export interface CapacityRequest {
  readonly changes: readonly CapacityChange[];
}
