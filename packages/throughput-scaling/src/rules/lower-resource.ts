import type { CapacityChange, CapacityUnits } from "@spillway/capacity";
import { type DecreaseWorth, worthOf } from "./decrease-worth.ts";
import { leastNeeded, mostNeeded } from "./demand.ts";
import { inUnits, timeOf } from "./in-words.ts";
import { LEAD_MS } from "./lead.ts";
import type { ResourceCase } from "./resource-case.ts";
import type { Access, ResourceMemory, ScalingReason } from "./scaling-decision.ts";
import { DEFAULT_TARGET_SHARE, quietMinutes } from "./table-scaling.ts";
import { capacityFor, units } from "./units-of.ts";
import type { UntoldStep } from "./untold-step.ts";

/** What is lowered of one table or index, or would be. */
export interface Lowering {
  /** Undefined where it is not done. */
  readonly change: CapacityChange | undefined;
  readonly steps: readonly UntoldStep[];
  /** What it brings: unit-hours, in write units. */
  readonly saved: number;
}

/** A read or write capacity that is higher than it has to be. */
interface Excess {
  readonly access: Access;
  readonly from: number;
  readonly to: number;
  readonly reason: ScalingReason;
  readonly because: () => string;
}

const HOUR_MS = 3_600_000;
/** The least share of a capacity that is given back, but to the baseline: while it is UPDATING it cannot be raised. */
const LEAST_SHARE = 0.05;

/**
 * What is lowered of one table or index: reads and writes in one decrease.
 *
 * @param after its capacity after what is raised in the same decision
 * @returns undefined where it has no more than it needs
 */
export function lowerResource(
  of: ResourceCase,
  memory: ResourceMemory | undefined,
  after: CapacityUnits,
): Lowering | undefined {
  const read = excessOf(of, memory, after, "read");
  const write = excessOf(of, memory, after, "write");
  if (read === undefined && write === undefined) return undefined;
  const to = {
    readUnits: read?.to ?? after.readUnits,
    writeUnits: write?.to ?? after.writeUnits,
  };
  const excesses = [read, write].filter((each) => each !== undefined);
  const worth = worthOf(of.scaling, of.bounds, memory, of.nowMs, {
    from: after,
    to,
    forMs: likelySavedMs(of, memory, excesses),
  });
  const steps = (told: (excess: Excess) => UntoldStep) => excesses.map(told);
  if (worth.left === 0) {
    return { change: undefined, saved: 0, steps: steps((excess) => usedUp(of, excess, worth)) };
  }
  const isOwners = excesses.some((each) => each.reason !== "quiet");
  if (!isOwners && worth.saved < worth.price) {
    return { change: undefined, saved: 0, steps: steps((excess) => kept(of, excess, worth)) };
  }
  const { resource } = of;
  return {
    change: { resource, to },
    saved: worth.saved,
    steps: steps((excess) => ({ resource, ...excess })),
  };
}

function excessOf(
  of: ResourceCase,
  memory: ResourceMemory | undefined,
  after: CapacityUnits,
  access: Access,
): Excess | undefined {
  const { scaling, seen, bounds } = of;
  const from = after[units(access)];
  // What was raised just now is not lowered.
  if (from !== seen.provisioned[units(access)]) return undefined;
  const base = bounds.base[units(access)];
  const max = bounds.max[units(access)];
  if (from <= base && from <= max) return undefined;
  const share = scaling.targetShare ?? DEFAULT_TARGET_SHARE;
  const lowered = (needed: number) => Math.min(max, Math.max(base, capacityFor(needed)));
  const isTooLittle = (to: number) => to >= from || (to > base && from - to < from * LEAST_SHARE);
  // What most minutes need is about what is there: that is seen at once.
  if (isTooLittle(lowered(leastNeeded(seen, access, share)))) return undefined;
  const most = hasBeenRaised(of, memory) ? undefined : neededOf(of, access, share);
  const to = most === undefined ? Math.min(max, from) : lowered(most);
  if (isTooLittle(to)) return undefined;
  if (from > max) {
    const because = () =>
      `${from} ${access} units a second are above the maximum of ${max} that is set.`;
    return { access, from, to, reason: "maximum changed", because };
  }
  const formerBase = memory?.base?.[units(access)];
  const isFormer = formerBase !== undefined && formerBase > base && from <= formerBase;
  const minutes = quietMinutes(scaling);
  const lately = () => (minutes === 1 ? "The last minute" : `The last ${minutes} minutes`);
  const because = () =>
    `${lately()} needed ${inUnits(most ?? 0)} of ${from} ${access} units a second: ${to} are enough, the baseline is ${base}.`;
  return { access, from, to, reason: isFormer ? "baseline changed" : "quiet", because };
}

function hasBeenRaised(
  { nowMs, scaling }: ResourceCase,
  memory: ResourceMemory | undefined,
): boolean {
  const raisedAtMs = memory?.raisedAtMs;
  return raisedAtMs !== undefined && nowMs - raisedAtMs < scaling.scaleDownDelayMs;
}

/** What was needed in the delay, and will be soon; undefined where that is not known. */
function neededOf(of: ResourceCase, access: Access, share: number): number | undefined {
  const { scaling, seen, nowMs, expected, resource } = of;
  const most = mostNeeded(seen, access, share, nowMs, quietMinutes(scaling));
  if (most === undefined || expected === undefined) return most;
  return Math.max(most, expected(resource, access, LEAD_MS) / share);
}

/**
 * For how long a capacity is likely not to be needed: for as long again as it has not been raised, and no
 * longer than until a use that is expected.
 */
function likelySavedMs(
  of: ResourceCase,
  memory: ResourceMemory | undefined,
  excesses: readonly Excess[],
): number {
  const sinceMs = memory?.raisedAtMs === undefined ? HOUR_MS : of.nowMs - memory.raisedAtMs;
  const likelyMs = Math.max(of.scaling.scaleDownDelayMs, sinceMs);
  const { expected } = of;
  if (expected === undefined) return likelyMs;
  const share = of.scaling.targetShare ?? DEFAULT_TARGET_SHARE;
  const isEnough = (aheadMs: number) =>
    excesses.every(({ access, to }) => {
      return capacityFor(expected(of.resource, access, aheadMs) / share) <= to;
    });
  if (isEnough(HOUR_MS)) return likelyMs;
  if (isEnough(HOUR_MS / 2)) return Math.min(likelyMs, HOUR_MS / 2);
  return Math.min(likelyMs, isEnough(HOUR_MS / 4) ? HOUR_MS / 4 : 0);
}

function usedUp(of: ResourceCase, excess: Excess, worth: DecreaseWorth): UntoldStep {
  const { access, from, to } = excess;
  const because = () =>
    `${excess.because()} No decrease is left; the next one can be made at ${timeOf(worth.nextAtMs)}, then ${to} are to be set.`;
  return { resource: of.resource, access, from, to: from, reason: "decreases used up", because };
}

function kept(of: ResourceCase, excess: Excess, worth: DecreaseWorth): UntoldStep {
  const { access, from } = excess;
  const because = () =>
    `${excess.because()} It would save about ${inUnits(worth.saved)} unit-hours; the ${leftOf(worth)} kept for one that saves ${inUnits(worth.price)}.`;
  return { resource: of.resource, access, from, to: from, reason: "decreases kept", because };
}

function leftOf({ left }: DecreaseWorth): string {
  return left === 1 ? "1 decrease that is left is" : `${left} decreases that are left are`;
}
