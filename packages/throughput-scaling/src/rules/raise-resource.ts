import { type Demand, demandOf } from "./demand.ts";
import { inUnits, percent } from "./in-words.ts";
import { LEAD_MS } from "./lead.ts";
import type { ResourceCase } from "./resource-case.ts";
import type { Access, ScalingReason, ScalingStep } from "./scaling-decision.ts";
import { DEFAULT_TARGET_SHARE } from "./table-scaling.ts";
import { capacityFor, units } from "./units-of.ts";

/** What is raised of one table or index, and what would be if its maximum allowed. */
export function raiseResource(of: ResourceCase): readonly ScalingStep[] {
  const read = raise(of, "read");
  const write = raise(of, "write");
  if (read === undefined) return write === undefined ? NONE : [write];
  return write === undefined ? [read] : [read, write];
}

const NONE: readonly ScalingStep[] = [];

function raise(of: ResourceCase, access: Access): ScalingStep | undefined {
  const { seen, bounds, nowMs, expected, resource } = of;
  const from = seen.provisioned[units(access)];
  const max = bounds.max[units(access)];
  const share = of.scaling.targetShare ?? DEFAULT_TARGET_SHARE;
  const demand = demandOf(seen, access, share, nowMs);
  const soon = expected === undefined ? 0 : expected(resource, access, LEAD_MS);
  const forUse = demand === undefined ? 0 : capacityFor(demand.counted / share);
  const forTrend = demand === undefined ? 0 : capacityFor(demand.ahead);
  const forSoon = capacityFor(soon / share);
  const needed = Math.max(forUse, forTrend, forSoon);
  const base = bounds.base[units(access)];
  const step = (to: number, reason: ScalingReason, because: string): ScalingStep => ({
    resource,
    access,
    from,
    to,
    reason,
    because,
  });
  if (needed > from && demand !== undefined) {
    const to = Math.max(from, Math.min(max, Math.max(needed, base)));
    const why =
      needed === forUse
        ? usedOf(demand, from, access, share)
        : needed === forTrend
          ? `${inUnits(demand.used + demand.throttled)} of ${from} ${access} units a second were wanted, and at this rise ${inUnits(demand.ahead)} will be at the next look`
          : `At this time ${inUnits(soon)} ${access} units a second were used in recent weeks`;
    if (from >= max) {
      return step(
        from,
        "at the maximum",
        `${why}: ${needed} are needed, and ${max} is the maximum that is set.`,
      );
    }
    const reason =
      needed === forSoon && needed > Math.max(forUse, forTrend) ? "predicted" : "consumption";
    const limit = to < needed ? `, and ${max} is the maximum that is set` : "";
    return step(to, reason, `${why}: ${needed} are needed${limit}.`);
  }
  if (from >= base) return undefined;
  return step(
    base,
    "baseline changed",
    `${from} ${access} units a second are below the baseline of ${base}.`,
  );
}

function usedOf(demand: Demand, from: number, access: Access, share: number): string {
  const used = demand.isUrgent ? demand.used : demand.counted;
  const throttled =
    demand.throttled > 0
      ? ` and ${inUnits(demand.throttled)} requests a second were throttled`
      : "";
  const lasting = demand.isUrgent ? "" : " for two minutes";
  return `${inUnits(used)} of ${from} ${access} units a second were used${lasting} (${percent(used / from)})${throttled}, the target is ${percent(share)}`;
}
