import {
  type CapacityUnits,
  type CapacityView,
  type MinuteUsage,
  type ResourceView,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import type { TableScaling } from "../../src/index.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** 2026-03-02 12:00 UTC, a Monday. */
export const NOON_MS = Date.UTC(2026, 2, 2, 12);

export const SCALING: TableScaling = {
  table: {
    base: { readUnits: 5, writeUnits: 5 },
    max: { readUnits: 1_000, writeUnits: 1_000 },
  },
  indexes: {},
  scaleUpFactor: 2,
  scaleDownDelayMs: 10 * MINUTE_MS,
};

/** Use of a minute, in units a second; requests throttled in the whole minute. */
export interface Use {
  readonly write?: number;
  readonly read?: number;
  readonly throttledWrites?: number;
  readonly throttledReads?: number;
}

/** Minutes of which the last ended a minute before `nowMs`, as CloudWatch has them. */
export function minutesOf(nowMs: number, uses: readonly Use[]): MinuteUsage[] {
  return uses.map((use, at) => ({
    startMs: nowMs - (uses.length - at + 1) * MINUTE_MS,
    consumed: { readUnits: (use.read ?? 0) * 60, writeUnits: (use.write ?? 0) * 60 },
    throttled: { reads: use.throttledReads ?? 0, writes: use.throttledWrites ?? 0 },
  }));
}

/** `write` units a second in each of the last `count` minutes. */
export function steady(write: number, count = 12): Use[] {
  return Array.from({ length: count }, () => ({ write }));
}

export interface ViewOptions {
  readonly nowMs?: number;
  readonly provisioned?: Partial<CapacityUnits>;
  readonly isUpdating?: boolean;
  readonly indexes?: Readonly<
    Record<string, { readonly provisioned: Partial<CapacityUnits>; readonly uses: readonly Use[] }>
  >;
}

/** A table with 5 units of both, where nothing else is said, as who steers it sees it. */
export function viewOf(uses: readonly Use[], options: ViewOptions = {}): CapacityView {
  const { nowMs = NOON_MS, isUpdating = false, indexes = {} } = options;
  const seen = (provisioned: Partial<CapacityUnits>, own: readonly Use[]): ResourceView => ({
    provisioned: { readUnits: 5, writeUnits: 5, ...provisioned },
    minutes: minutesOf(nowMs, own),
  });
  const resources = new Map([[TABLE_RESOURCE, seen(options.provisioned ?? {}, uses)]]);
  for (const [name, index] of Object.entries(indexes)) {
    resources.set(name, seen(index.provisioned, index.uses));
  }
  return { nowMs, isUpdating, resources };
}
