import type { CapacityChange, CapacityView, ResourceView } from "@spillway/capacity";
import type { Access, ScalingDecision, ScalingStep } from "./scaling-decision.ts";
import { boundsOf, type CapacityBounds, type TableScaling } from "./table-scaling.ts";
import { units } from "./units-of.ts";

/** What was throttled for lack of provisioned capacity. */
export interface ThrottledCapacity {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: Access;
}

/** Decides from throttles that were just seen; pure. The view's minutes may be empty. */
export type RaiseThrottled = (
  scaling: TableScaling,
  view: CapacityView,
  throttled: readonly ThrottledCapacity[],
) => ScalingDecision;

/**
 * Raises what was throttled, and nothing else: by the factor, as far as the maximum allows, all in one
 * request. So a need of n times the capacity takes as few steps as the factor and the maximum allow.
 *
 * @param throttled must be throttled for lack of provisioned capacity: against a hot partition more
 * capacity does not help
 * @example
 * raiseThrottled(scaling, view, [{ resource: TABLE_RESOURCE, access: "write" }]).requests;
 * // 5 units, factor 2 → [{ changes: [{ resource: "", to: { readUnits: 5, writeUnits: 10 } }] }]
 */
export const raiseThrottled: RaiseThrottled = (scaling, view, throttled) => {
  const steps: ScalingStep[] = [];
  const changes: CapacityChange[] = [];
  for (const [resource, seen] of view.resources) {
    const own = throttled.filter((each) => each.resource === resource);
    if (own.length === 0) continue;
    const bounds = boundsOf(scaling, resource);
    const to = { ...seen.provisioned };
    for (const access of ["read", "write"] as const) {
      if (!own.some((each) => each.access === access)) continue;
      const step = raised(scaling, bounds, view, { resource, seen, access });
      if (step.to > step.from) to[units(access)] = step.to;
      steps.push(step);
    }
    if (steps.some((step) => step.resource === resource && step.to > step.from)) {
      changes.push({ resource, to });
    }
  }
  return { requests: changes.length > 0 ? [{ changes }] : [], steps };
};

function raised(
  scaling: TableScaling,
  bounds: CapacityBounds,
  view: CapacityView,
  throttled: { readonly resource: string; readonly seen: ResourceView; readonly access: Access },
): ScalingStep {
  const { resource, seen, access } = throttled;
  const from = seen.provisioned[units(access)];
  const max = bounds.max[units(access)];
  const base = bounds.base[units(access)];
  if (from >= max) {
    const because = `${from} ${access} units a second were not enough, and ${max} is the maximum that is set.`;
    return { resource, access, from, to: from, reason: "at the maximum", because };
  }
  if (view.isUpdating) {
    const because = `${from} ${access} units a second were not enough, but the table is being updated: capacity can be changed when it is ACTIVE.`;
    return { resource, access, from, to: from, reason: "table updating", because };
  }
  const to = Math.min(max, Math.max(base, from + 1, Math.ceil(from * scaling.scaleUpFactor)));
  const why = to === max ? `up to the maximum of ${max}` : `by the factor ${scaling.scaleUpFactor}`;
  const because = `${from} ${access} units a second were not enough: raised to ${to}, ${why}${atOnce(seen, access, to)}.`;
  return { resource, access, from, to, reason: "throttled", because };
}

/** Above its warm throughput, DynamoDB has to add partitions before it can give what is provisioned. */
function atOnce(seen: ResourceView, access: Access, to: number): string {
  const warm = seen.warm?.[units(access)];
  return warm !== undefined && to > warm ? `, of which ${warm} are warm and to be had at once` : "";
}
