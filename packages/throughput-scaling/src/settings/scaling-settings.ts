import type { TableScaling } from "../rules/table-scaling.ts";

/** How a client scales, and retries what was throttled. */
export interface ScalingSettings {
  /** Read units a second that a table or index is brought back to; default 5. */
  readonly baseReadCapacity: number;
  /** Write units a second that a table or index is brought back to; default 5. */
  readonly baseWriteCapacity: number;
  /** Read units a second that a table or index is never raised above; default 100. */
  readonly maxReadCapacity: number;
  /** Write units a second that a table or index is never raised above; default 50. */
  readonly maxWriteCapacity: number;
  /** A throttled capacity is multiplied by this, above 1; default 2. */
  readonly scaleUpFactor: number;
  /** How often an operation is sent again after its first attempt, at least 0; default 5. */
  readonly maxRetries: number;
  /** Upper bound of the wait before the first retry, in milliseconds; doubled for each further one; default 1,000. */
  readonly initialRetryDelay: number;
  /** Upper bound of every wait, in milliseconds; default 30,000. */
  readonly maxRetryDelay: number;
  /** How long capacity has not been needed before it is brought down, in minutes, fractions too; default 10. */
  readonly scaleDownDelayMinutes: number;
}

/** Settings that differ from the environment's: of one client, or of one operation. */
export type ScalingOverrides = { readonly [Name in keyof ScalingSettings]?: number | undefined };

/**
 * How a table is steered by these settings: the table and each of its indexes within the same bounds.
 *
 * @example
 * tableScaling(scalingSettings({})).table.base; // → { readUnits: 5, writeUnits: 5 }
 */
export function tableScaling(settings: ScalingSettings): TableScaling {
  return {
    table: {
      base: { readUnits: settings.baseReadCapacity, writeUnits: settings.baseWriteCapacity },
      max: { readUnits: settings.maxReadCapacity, writeUnits: settings.maxWriteCapacity },
    },
    indexes: {},
    scaleUpFactor: settings.scaleUpFactor,
    scaleDownDelayMs: settings.scaleDownDelayMinutes * 60_000,
  };
}
