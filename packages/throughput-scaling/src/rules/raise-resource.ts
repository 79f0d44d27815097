import { demandOf, LASTING_MINUTES, mostDemanded } from "./demand.ts";
import { inUnits, percent } from "./in-words.ts";
import { LEAD_MS } from "./lead.ts";
import type { ResourceCase } from "./resource-case.ts";
import type { Access, ScalingReason } from "./scaling-decision.ts";
import { DEFAULT_TARGET_SHARE } from "./table-scaling.ts";
import { capacityFor, units } from "./units-of.ts";
import type { UntoldStep } from "./untold-step.ts";

/** What is raised of one table or index, and what would be if its maximum allowed. */
export function raiseResource(of: ResourceCase): readonly UntoldStep[] {
  const read = raise(of, "read");
  const write = raise(of, "write");
  if (read === undefined) return write === undefined ? NONE : [write];
  return write === undefined ? [read] : [read, write];
}

const NONE: readonly UntoldStep[] = [];

/** What a capacity needs, and why. */
interface Need {
  readonly capacity: number;
  readonly reason: ScalingReason;
  readonly why: () => string;
}

function raise(of: ResourceCase, access: Access): UntoldStep | undefined {
  const { seen, bounds, resource } = of;
  const from = seen.provisioned[units(access)];
  const base = bounds.base[units(access)];
  const max = bounds.max[units(access)];
  const need = needOf(of, access, from);
  if (need === undefined) {
    if (from >= base) return undefined;
    const because = () => `${from} ${access} units a second are below the baseline of ${base}.`;
    return { resource, access, from, to: base, reason: "baseline changed", because };
  }
  const { capacity } = need;
  const because = () => {
    const limit = capacity > max ? `, and ${max} is the maximum that is set` : "";
    return `${need.why()}: ${capacity} are needed${limit}.`;
  };
  if (from >= max) return { resource, access, from, to: from, reason: "at the maximum", because };
  const to = Math.min(max, Math.max(capacity, base));
  return { resource, access, from, to, reason: need.reason, because };
}

/** @returns the largest need, or undefined where the capacity is enough */
function needOf(of: ResourceCase, access: Access, from: number): Need | undefined {
  const { seen, nowMs, expected, resource } = of;
  const share = of.scaling.targetShare ?? DEFAULT_TARGET_SHARE;
  const expectedUse = expected === undefined ? 0 : expected(resource, access, LEAD_MS);
  // What most minutes need is there: that is seen at once.
  const most = Math.max(mostDemanded(seen, access, share), expectedUse / share);
  if (capacityFor(most) <= from) return undefined;
  const demand = demandOf(seen, access, share, nowMs);
  const lasting = capacityFor((demand?.lasting ?? 0) / share);
  const forTwo = capacityFor(demand?.forTwo ?? 0);
  const ahead = capacityFor(demand?.ahead ?? 0);
  const predicted = capacityFor(expectedUse / share);
  const capacity = Math.max(lasting, forTwo, ahead, predicted);
  if (capacity <= from) return undefined;
  if (demand === undefined || predicted > Math.max(lasting, forTwo, ahead)) {
    const why = () =>
      `At this time ${inUnits(expectedUse)} ${access} units a second were used in recent weeks, the target is ${percent(share)}`;
    return { capacity, reason: "predicted", why };
  }
  const ofCapacity = `of ${from} ${access} units a second were`;
  const why = () => {
    if (capacity === lasting) {
      return `${inUnits(demand.lasting)} ${ofCapacity} wanted for ${LASTING_MINUTES} minutes (${percent(demand.lasting / from)}), the target is ${percent(share)}`;
    }
    if (capacity === ahead) {
      return `${inUnits(demand.used + demand.throttled)} ${ofCapacity} wanted, and at this rise ${inUnits(demand.ahead)} will be before the next raise is in effect`;
    }
    if (!demand.isUrgent) return `${inUnits(demand.forTwo)} ${ofCapacity} wanted for two minutes`;
    if (demand.throttled === 0)
      return `${inUnits(demand.used)} ${ofCapacity} used, more than burst carries`;
    return `${inUnits(demand.used)} ${ofCapacity} used, and ${inUnits(demand.throttled)} requests a second were throttled`;
  };
  return { capacity, reason: "consumption", why };
}
