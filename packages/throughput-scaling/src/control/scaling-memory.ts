import {
  type CapacityRequest,
  type CapacityView,
  type DecreaseCount,
  makeDecrease,
  noDecreases,
} from "@spillway/capacity";
import type { ThrottledCapacity } from "../rules/raise-throttled.ts";
import type { ResourceMemory, ScalingMemory } from "../rules/scaling-decision.ts";
import type { DescribedTable } from "./described-table.ts";

const DAY_MS = 24 * 3_600_000;
/** So long an increase may take that somebody else asked for; it is in force at once, or after minutes. */
const IN_FORCE_WITHIN_MS = 5 * 60_000;

/**
 * Of what was throttled, that which nobody has raised since the attempt was sent: a throttle from
 * before the last raise says nothing of the capacity that there is now.
 *
 * @param sinceMs when the throttled attempt was sent, in milliseconds
 */
export function notRaisedSince(
  throttled: readonly ThrottledCapacity[],
  sinceMs: number,
  memory: ScalingMemory,
): readonly ThrottledCapacity[] {
  return throttled.filter(
    ({ resource }) =>
      (memory.resources[resource]?.raisedAtMs ?? Number.NEGATIVE_INFINITY) < sinceMs,
  );
}

/**
 * The memory with what DynamoDB knows and we may not: increases and decreases that somebody else made,
 * or a holder of the lease who did not live to tell. DynamoDB may tell when an increase was asked for, not since
 * when it is in force: a new one counts from now on, or from the latest time that it can have taken. So a throttle
 * from between raises nothing, and the next attempt tells.
 *
 * @param nowMs when the table was described, in milliseconds
 */
export function withDescribed(
  memory: ScalingMemory,
  table: DescribedTable,
  nowMs: number,
): ScalingMemory {
  const resources: Record<string, ResourceMemory> = { ...memory.resources };
  for (const [name, { lastIncreaseMs = 0, lastDecreaseMs, decreasesToday }] of table.resources) {
    const known = resources[name];
    const knownMs = known?.raisedAtMs ?? 0;
    // Of one that is not in force yet it is told once it is.
    const isNew = !table.isUpdating && lastIncreaseMs > knownMs;
    const raisedAtMs = isNew
      ? Math.max(lastIncreaseMs, Math.min(nowMs, lastIncreaseMs + IN_FORCE_WITHIN_MS))
      : knownMs;
    let decreases = known?.decreases ?? noDecreases(nowMs);
    const isToday = lastDecreaseMs !== undefined && lastDecreaseMs >= dayOf(nowMs);
    const countedToday = decreases.dayStartMs === dayOf(nowMs) ? decreases.madeToday : 0;
    const unknown = isToday ? decreasesToday - countedToday : 0;
    for (let made = 0; made < unknown; made += 1) {
      decreases = makeDecrease(decreases, nowMs) ?? usedUp(decreases);
    }
    resources[name] = { ...known, decreases, ...(raisedAtMs === 0 ? {} : { raisedAtMs }) };
  }
  return { resources };
}

/** The memory after resources were raised by whomever, or had been when it was looked. */
export function markRaised(
  memory: ScalingMemory,
  names: readonly string[],
  nowMs: number,
): ScalingMemory {
  const resources: Record<string, ResourceMemory> = { ...memory.resources };
  for (const name of names) {
    const known = resources[name] ?? { decreases: noDecreases(nowMs) };
    resources[name] = { ...known, raisedAtMs: nowMs };
  }
  return { resources };
}

/** The tables and indexes that a request raises. */
export function raisedBy(view: CapacityView, request: CapacityRequest): readonly string[] {
  const raised = request.changes.filter(({ resource, to }) => {
    const from = view.resources.get(resource)?.provisioned ?? to;
    return to.readUnits > from.readUnits || to.writeUnits > from.writeUnits;
  });
  return raised.map(({ resource }) => resource);
}

/** DynamoDB allowed one that was not counted on. */
function usedUp(count: DecreaseCount): DecreaseCount {
  return { ...count, madeToday: count.madeToday + 1, left: 0 };
}

function dayOf(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS) * DAY_MS;
}
