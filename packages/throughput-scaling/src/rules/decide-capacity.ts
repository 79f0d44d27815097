import type {
  CapacityChange,
  CapacityRequest,
  CapacityUnits,
  CapacityView,
} from "@spillway/capacity";
import { type Lowering, lowerResource } from "./lower-resource.ts";
import { raiseResource } from "./raise-resource.ts";
import type { ExpectedUse, ResourceCase } from "./resource-case.ts";
import type { ScalingDecision, ScalingMemory, ScalingStep } from "./scaling-decision.ts";
import { boundsOf, type TableScaling } from "./table-scaling.ts";
import { units } from "./units-of.ts";
import type { UntoldStep } from "./untold-step.ts";

/** Decides from metrics; pure. */
export type DecideCapacity = (
  scaling: TableScaling,
  view: CapacityView,
  memory: ScalingMemory,
  /** What is learned of recent weeks; undefined where nothing is to be raised ahead. */
  expected?: ExpectedUse,
) => ScalingDecision;

/**
 * Decides from the minutes of metrics what a table and its indexes are to have: each of them, reads and
 * writes, by its own need.
 *
 * All raises are in the first request. Decreases follow, each table's and index's in a request of its
 * own, the largest saving first: DynamoDB refuses a request whole when the decreases of any resource in
 * it are used up. So a raise is never held up by a decrease.
 *
 * @param view with the minutes of {@link minutesNeeded}
 * @example
 * const { requests, steps } = decideCapacity(scaling, view, memory);
 * // 38 of 40 units used, target 0.7 →
 * // [{ changes: [{ resource: "", to: { readUnits: 5, writeUnits: 55 } }] }]
 */
export const decideCapacity: DecideCapacity = (scaling, view, memory, expected) => {
  const { requests, steps } = decideUntold(scaling, view, memory, expected);
  const told = (step: UntoldStep): ScalingStep => ({ ...step, because: step.because() });
  return { requests, steps: steps.map(view.isUpdating ? (step) => notNow(told(step)) : told) };
};

/** What is to be sent, for who reads no sentences; see {@link decideCapacity}. */
export function decideRequests(...given: Parameters<DecideCapacity>): readonly CapacityRequest[] {
  return decideUntold(...given).requests;
}

function decideUntold(...[scaling, view, memory, expected]: Parameters<DecideCapacity>): {
  readonly requests: readonly CapacityRequest[];
  readonly steps: readonly UntoldStep[];
} {
  const steps: UntoldStep[] = [];
  const raises: CapacityChange[] = [];
  const lowerings: Lowering[] = [];
  for (const [resource, seen] of view.resources) {
    const bounds = boundsOf(scaling, resource);
    const of: ResourceCase = { scaling, resource, seen, bounds, nowMs: view.nowMs, expected };
    const raised = raiseResource(of);
    const after = afterSteps(seen.provisioned, raised);
    steps.push(...raised);
    if (after !== seen.provisioned) raises.push({ resource, to: after });
    const lowering = lowerResource(of, memory.resources[resource], after);
    if (lowering !== undefined) lowerings.push(lowering);
  }
  if (steps.length === 0 && lowerings.length === 0) return NOTHING_TO_DO;
  lowerings.sort((a, b) => b.saved - a.saved);
  for (const lowering of lowerings) steps.push(...lowering.steps);
  if (view.isUpdating) return { requests: [], steps };
  const requests: CapacityRequest[] = raises.length > 0 ? [{ changes: raises }] : [];
  for (const { change } of lowerings)
    if (change !== undefined) requests.push({ changes: [change] });
  return { requests, steps };
}

const NOTHING_TO_DO = { requests: [], steps: [] };

/** The capacity after steps; the very same object where they change nothing. */
function afterSteps(from: CapacityUnits, steps: readonly UntoldStep[]): CapacityUnits {
  if (!steps.some((step) => step.to !== step.from)) return from;
  const to = { ...from };
  for (const step of steps) to[units(step.access)] = step.to;
  return to;
}

function notNow(step: ScalingStep): ScalingStep {
  if (step.to === step.from) return step;
  const because = `${step.because} Not now: the table is being updated, and can be changed when it is ACTIVE.`;
  return { ...step, to: step.from, reason: "table updating", because };
}
