import {
  type CapacityChange,
  type CapacityUnits,
  type CapacityView,
  decreasesLeft,
  nextDecreaseAt,
  noDecreases,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import {
  type Access,
  boundsOf,
  type ScalingDecision,
  type ScalingMemory,
  type ScalingStep,
  type TableScaling,
} from "@spillway/throughput-scaling";
import { cliError } from "../errors.ts";

/** What a person asks of a table's capacity. */
export interface AskedCapacity {
  readonly direction: "up" | "down";
  /** Names of indexes, and `TABLE_RESOURCE`; undefined: the table and all its indexes. */
  readonly resources: readonly string[] | undefined;
  /** Units a second, what the capacity is multiplied by, or back to the baseline. */
  readonly to: Partial<CapacityUnits> | { readonly factor: number } | "base";
  /** Beyond the bounds too. */
  readonly force: boolean;
}

const ACCESSES = ["read", "write"] as const;

/**
 * Decides as a person asks. What is there already stays; nothing is lowered by `up` or raised by `down`.
 * All raises are one request; each decrease is a request of its own, since DynamoDB refuses a request
 * whole when one resource of it has no decrease left.
 *
 * @throws SpillwayError `SCALE_INDEX_UNKNOWN`, `SCALE_ABOVE_MAXIMUM`, `SCALE_BELOW_BASE`: then nothing is sent
 */
export function decideAsked(
  scaling: TableScaling,
  asked: AskedCapacity,
  view: CapacityView,
  memory: ScalingMemory,
): ScalingDecision {
  const steps: ScalingStep[] = [];
  const changes: CapacityChange[] = [];
  for (const resource of resourcesOf(asked, view)) {
    const from = view.resources.get(resource)?.provisioned;
    if (from === undefined) continue;
    const to = targetOf(scaling, asked, resource, from);
    checkBounds(scaling, asked, resource, from, to);
    const why = heldBy(
      scaling,
      view.nowMs,
      asked.direction === "down" ? memory : undefined,
      resource,
    );
    // What it comes to is not what is there now: the same as now may still be a change.
    if (view.isUpdating) {
      for (const access of ACCESSES) steps.push(stepWhileUpdating(resource, access, from));
      continue;
    }
    const isChanged = to.readUnits !== from.readUnits || to.writeUnits !== from.writeUnits;
    for (const access of ACCESSES) {
      const step = stepOf(resource, access, from, to);
      if (step === undefined) continue;
      steps.push(why === undefined ? step : { ...step, to: step.from, ...why });
    }
    if (isChanged && why === undefined) changes.push({ resource, to });
  }
  if (changes.length === 0) return { requests: [], steps };
  const requests =
    asked.direction === "up" ? [{ changes }] : changes.map((change) => ({ changes: [change] }));
  return { requests, steps };
}

function resourcesOf({ resources }: AskedCapacity, view: CapacityView): readonly string[] {
  const there = [...view.resources.keys()];
  const unknown = resources?.find((name) => !there.includes(name));
  if (unknown === undefined) return resources ?? there;
  const indexes = there.filter((name) => name !== TABLE_RESOURCE);
  throw cliError("SCALE_INDEX_UNKNOWN", `the table has no index "${unknown}"`, {
    hint: indexes.length === 0 ? "It has none." : `It has ${indexes.join(", ")}.`,
    details: { indexes },
  });
}

function targetOf(
  scaling: TableScaling,
  { direction, to }: AskedCapacity,
  resource: string,
  from: CapacityUnits,
): CapacityUnits {
  const wanted = wantedOf(scaling, to, resource, from);
  const furthest = direction === "up" ? Math.max : Math.min;
  return {
    readUnits: furthest(from.readUnits, wanted.readUnits ?? from.readUnits),
    writeUnits: furthest(from.writeUnits, wanted.writeUnits ?? from.writeUnits),
  };
}

function wantedOf(
  scaling: TableScaling,
  to: AskedCapacity["to"],
  resource: string,
  from: CapacityUnits,
): Partial<CapacityUnits> {
  if (to === "base") return boundsOf(scaling, resource).base;
  if (!("factor" in to)) return to;
  return {
    readUnits: Math.ceil(from.readUnits * to.factor),
    writeUnits: Math.ceil(from.writeUnits * to.factor),
  };
}

/** What is beyond a bound already may stay there. */
function checkBounds(
  scaling: TableScaling,
  { direction, force }: AskedCapacity,
  resource: string,
  from: CapacityUnits,
  to: CapacityUnits,
): void {
  if (force) return;
  const { base, max } = boundsOf(scaling, resource);
  const name = nameOf(resource);
  for (const access of ACCESSES) {
    const units = `${access}Units` as const;
    if (direction === "up" && to[units] > Math.max(from[units], max[units])) {
      throw cliError(
        "SCALE_ABOVE_MAXIMUM",
        `expected at most ${max[units]} ${access} units for ${name}, the maximum that is set; came ${to[units]}`,
        { hint: "Ask for less, raise the maximum in the environment's tfvars, or add --force." },
      );
    }
    if (direction === "down" && to[units] < Math.min(from[units], base[units])) {
      throw cliError(
        "SCALE_BELOW_BASE",
        `expected at least ${base[units]} ${access} units for ${name}, the baseline that is set; came ${to[units]}`,
        { hint: "Ask for more, lower the baseline in the environment's tfvars, or add --force." },
      );
    }
  }
}

/**
 * Why a change can't be made now; undefined where it can.
 *
 * @param memory where a decrease is asked for
 */
function heldBy(
  scaling: TableScaling,
  nowMs: number,
  memory: ScalingMemory | undefined,
  resource: string,
): Pick<ScalingStep, "reason" | "because"> | undefined {
  if (memory === undefined) return undefined;
  const { left, nextAtMs } = decreasesOf(scaling, memory, resource, nowMs);
  if (left === null || left > 0) return undefined;
  const because = `No decrease is left. The next one can be made at ${new Date(nextAtMs).toISOString()}.`;
  return { reason: "decreases used up", because };
}

/** How many decreases a table or index has left (null: nobody counts), and when the next one can be made. */
export function decreasesOf(
  scaling: TableScaling,
  memory: ScalingMemory,
  resource: string,
  nowMs: number,
): { readonly left: number | null; readonly nextAtMs: number } {
  const { decreaseRule } = scaling;
  if (decreaseRule === "unlimited") return { left: null, nextAtMs: nowMs };
  const known = memory.resources[resource];
  const count = known?.decreases ?? noDecreases(nowMs);
  const refusedUntilMs = known?.noDecreaseBeforeMs ?? 0;
  const left = nowMs < refusedUntilMs ? 0 : decreasesLeft(count, nowMs, decreaseRule);
  const nextAtMs = Math.max(refusedUntilMs, nextDecreaseAt(count, nowMs, decreaseRule));
  return { left, nextAtMs: left > 0 ? nowMs : nextAtMs };
}

function stepOf(
  resource: string,
  access: Access,
  before: CapacityUnits,
  after: CapacityUnits,
): ScalingStep | undefined {
  const units = `${access}Units` as const;
  const [from, to] = [before[units], after[units]];
  if (from === to) return undefined;
  const because = `A person asked for ${to} ${access} units instead of ${from}.`;
  return { resource, access, from, to, reason: "asked for", because };
}

function stepWhileUpdating(resource: string, access: Access, at: CapacityUnits): ScalingStep {
  const units = at[`${access}Units`];
  const because = "The table is being updated, and can be changed when it is ACTIVE.";
  return { resource, access, from: units, to: units, reason: "table updating", because };
}

/** A table or index as a person reads it. */
export function nameOf(resource: string): string {
  return resource === TABLE_RESOURCE ? "the table" : `index ${resource}`;
}
