import {
  type CapacityRequest,
  type CapacityView,
  makeDecrease,
  noDecreases,
} from "@spillway/capacity";
import type { HighestCapacity, ResourceMemory, ScalingMemory } from "./scaling-decision.ts";
import { boundsOf, type TableScaling } from "./table-scaling.ts";

/** A table of which nothing is remembered yet. */
export const NOTHING_REMEMBERED: ScalingMemory = { resources: {} };

/**
 * The memory after DynamoDB accepted a request.
 *
 * @param view the table before the request: what is lower afterwards was decreased
 * @example
 * for (const request of decision.requests) {
 *   await send(request);
 *   memory = rememberChange(scaling, view, memory, request);
 * }
 */
export function rememberChange(
  scaling: TableScaling,
  view: CapacityView,
  memory: ScalingMemory,
  request: CapacityRequest,
): ScalingMemory {
  const resources: Record<string, ResourceMemory> = { ...memory.resources };
  for (const { resource, to } of request.changes) {
    const from = view.resources.get(resource)?.provisioned;
    if (from === undefined) continue;
    const known = resources[resource] ?? { decreases: noDecreases(view.nowMs) };
    const isRaised = to.readUnits > from.readUnits || to.writeUnits > from.writeUnits;
    const isLowered = to.readUnits < from.readUnits || to.writeUnits < from.writeUnits;
    resources[resource] = {
      ...known,
      base: boundsOf(scaling, resource).base,
      ...(isRaised && {
        raisedAtMs: view.nowMs,
        highest: highestOf(known.highest, to, view.nowMs),
      }),
      ...(isLowered && { decreases: decreased(known, view.nowMs) }),
    };
  }
  return { resources };
}

/**
 * The memory after DynamoDB refused a request.
 *
 * @param nextDecreaseAtMs when the next decrease can be made, as DynamoDB's LimitExceededException says;
 * undefined where it was refused for another reason: then nothing is remembered
 */
export function rememberRefusal(
  view: CapacityView,
  memory: ScalingMemory,
  request: CapacityRequest,
  nextDecreaseAtMs: number | undefined,
): ScalingMemory {
  if (nextDecreaseAtMs === undefined) return memory;
  const resources: Record<string, ResourceMemory> = { ...memory.resources };
  for (const { resource, to } of request.changes) {
    const from = view.resources.get(resource)?.provisioned;
    if (from === undefined) continue;
    if (to.readUnits >= from.readUnits && to.writeUnits >= from.writeUnits) continue;
    const known = resources[resource] ?? { decreases: noDecreases(view.nowMs) };
    resources[resource] = { ...known, noDecreaseBeforeMs: nextDecreaseAtMs };
  }
  return { resources };
}

/** A decrease that was accepted though we counted none left changes nothing: DynamoDB's count is the right one. */
function decreased(known: ResourceMemory, nowMs: number) {
  return makeDecrease(known.decreases, nowMs) ?? known.decreases;
}

const HIGHEST_FOR_MS = 24 * 3_600_000;

function highestOf(
  known: HighestCapacity | undefined,
  to: { readonly readUnits: number; readonly writeUnits: number },
  nowMs: number,
): HighestCapacity {
  const { readUnits, writeUnits } = to;
  if (known === undefined || nowMs - known.atMs > HIGHEST_FOR_MS) {
    return { readUnits, writeUnits, atMs: nowMs };
  }
  if (readUnits <= known.readUnits && writeUnits <= known.writeUnits) return known;
  return {
    readUnits: Math.max(readUnits, known.readUnits),
    writeUnits: Math.max(writeUnits, known.writeUnits),
    atMs: nowMs,
  };
}
