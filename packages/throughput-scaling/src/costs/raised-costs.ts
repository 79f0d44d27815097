import { type CapacityPrices, type CapacityUnits, costOfUnitHours } from "@spillway/capacity";
import type { Access } from "../rules/scaling-decision.ts";
import { units } from "../rules/units-of.ts";
import type { ScalingEvent } from "../state/scaling-store.ts";

/** A capacity above its baseline, from one change of it to the next. */
export interface RaisedStretch {
  /** The event that it begins with. */
  readonly eventId: string;
  readonly resource: string;
  readonly access: Access;
  /** In milliseconds. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Units a second above the baseline. */
  readonly units: number;
  /** Those units × hours. */
  readonly unitHours: number;
  /** What they cost, in dollars; by the time that they were there. */
  readonly dollars: number;
}

const HOUR_MS = 3_600_000;

/**
 * What raised capacity cost, event by event: from the change that set it to the next change of the same
 * capacity, the newest until `untilMs`. What was changed by nobody of ours, such as by hand, is not in the
 * history and not in here.
 *
 * DynamoDB bills hours. What it bills of an hour in which a capacity was changed is not documented: it may
 * be up to the whole hour at its highest.
 *
 * @param history of one table, in any order
 * @param baseOf the baseline of a table or index
 * @returns the oldest first
 * @example
 * const stretches = raisedCosts(await store.history("orders", 50), () => base, nowMs, pricesOf("us-east-1"));
 * // raised from 5 to 50 write units for 20 minutes → unitHours 15, dollars 0.00975
 */
export function raisedCosts(
  history: readonly ScalingEvent[],
  baseOf: (resource: string) => CapacityUnits,
  untilMs: number,
  prices: CapacityPrices,
): readonly RaisedStretch[] {
  const stretches: RaisedStretch[] = [];
  const open = new Map<string, Omit<RaisedStretch, "untilMs" | "unitHours" | "dollars">>();
  const close = (key: string, endMs: number) => {
    const begun = open.get(key);
    open.delete(key);
    if (begun === undefined || begun.units <= 0 || endMs <= begun.fromMs) return;
    const unitHours = (begun.units * (endMs - begun.fromMs)) / HOUR_MS;
    const priced = { readUnits: 0, writeUnits: 0, [units(begun.access)]: unitHours };
    const dollars = costOfUnitHours(priced, prices);
    stretches.push({ ...begun, untilMs: endMs, unitHours, dollars });
  };
  for (const event of [...history].sort((one, other) => one.atMs - other.atMs)) {
    if (event.refused !== undefined) continue;
    for (const { resource, access, to } of event.steps) {
      const key = `${access} ${resource}`;
      close(key, event.atMs);
      open.set(key, {
        ...{ eventId: event.id, resource, access, fromMs: event.atMs },
        units: to - baseOf(resource)[units(access)],
      });
    }
  }
  for (const key of [...open.keys()]) close(key, untilMs);
  return stretches.sort((one, other) => one.fromMs - other.fromMs);
}
