import {
  type CapacityUnits,
  DEFAULT_TABLE_UNITS,
  leastWriteUnits,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import {
  type ResourceResult,
  type SimulationResult,
  simulate,
  type TableLoad,
} from "@spillway/simulator";
import { costOfPlan } from "../costs/cost-of-plan.ts";
import {
  type CapacityUsage,
  HOURS_PER_MONTH,
  inTheLongRun,
  type RunUsage,
  spanOfMonth,
  spanOfRun,
} from "../costs/run-usage.ts";
import { backlogOf } from "./backlog.ts";
import { inUnits } from "./in-words.ts";
import { isHotKey, limitOf, slowestOf } from "./limits.ts";
import type { Planning } from "./planning.ts";
import type { Simulated } from "./simulated.ts";
import type { StrategyPlan, StrategySettings } from "./strategy-plan.ts";
import type { UnitsByResource } from "./table-with.ts";

const NO_UNITS: CapacityUnits = { readUnits: 0, writeUnits: 0 };
const HOUR_MS = 3_600_000;

/** Simulates a way of writing and prices it; `lever` says of the result what would change it. */
export function simulatedPlan(
  planning: Planning,
  simulated: Simulated,
  lever: (plan: Omit<StrategyPlan, "lever">) => string,
): StrategyPlan {
  const { request, assumed } = planning;
  const { key, name, settings, policy, sustainedUnits } = simulated;
  const result = simulate({
    table: settings.table,
    load: loadOf(planning, simulated),
    policy,
    prices: request.prices,
    burstSeconds: planning.burstSeconds,
    ...(request.updatingMs === undefined ? {} : { updatingMs: request.updatingMs }),
    ...(request.decreaseRule === undefined ? {} : { decreaseRule: request.decreaseRule }),
    ...(sustainedUnits === undefined ? {} : { sustainedUnits }),
  });
  const { writes, throttles, resources, series } = result;
  const usage = usageOf(planning, simulated, result);
  const limitedBy = limitOf(planning, settings.table, result);
  const backlog = backlogOf(planning, simulated, result);
  const ofMonth = inTheLongRun(usage, backlog.share);
  const plan = {
    key,
    name,
    settings,
    askedWrites: writes.asked,
    writtenWrites: writes.written,
    throttledWrites: writes.throttled,
    throttles: throttles.filter(({ reason }) => reason.includes("Write")),
    throttledReads: result.reads.throttled,
    lostWrites: writes.lost,
    waitingWrites: writes.waiting,
    peakUnits: Math.max(...resources.map(({ peakConsumed }) => peakConsumed.writeUnits)),
    completeSeconds: writes.completeSeconds,
    worstDelaySeconds: writes.worstDelaySeconds,
    mostBacklog: writes.mostWaiting,
    unitHours: resources.reduce(
      (sum, { unitHours: { read, write } }) => sum + read.billed + write.billed,
      0,
    ),
    runCost: costOfPlan(usage, spanOfRun(usage), assumed, request.prices),
    monthCost: costOfPlan(ofMonth, spanOfMonth(usage), assumed, request.prices),
    ...(limitedBy === undefined ? {} : { limitedBy }),
    ...(backlog.fault === undefined ? {} : { backlogFault: backlog.fault }),
    series,
  };
  const told = isHotKey(limitedBy) ? ofHotKey(limitedBy) : lever(plan);
  return { ...plan, lever: [...backlog.told, told, ...quotaOf(settings)].join(" ") };
}

function ofHotKey(limitedBy: string): string {
  return `No capacity helps ${limitedBy}: one partition gives 1,000 units a second; spread it over several keys.`;
}

/** Whether the account's quota has to be raised before. */
function quotaOf({ table, bounds = {} }: StrategySettings): readonly string[] {
  const begins = [table, ...table.globalIndexes].flatMap(({ billing }) =>
    billing.mode === "provisioned" ? [billing] : [],
  );
  const most = Object.values(bounds).map(({ max }) => max);
  const isAbove = [...begins, ...most].some(
    ({ readUnits, writeUnits }) => Math.max(readUnits, writeUnits) > DEFAULT_TABLE_UNITS,
  );
  return isAbove
    ? [
        `The account's quota of ${inUnits(DEFAULT_TABLE_UNITS)} for a table has to be raised before.`,
      ]
    : [];
}

function loadOf(planning: Planning, { key, writers, settings }: Simulated): TableLoad {
  const { workload, whenThrottled } = planning.request;
  // Consumers of the queue know the least capacity of table and indexes, and not what a write takes of each.
  const isQueued = key === "buffered" || key === "spillover";
  const drainUnits = isQueued ? leastWriteUnits(settings.table) : undefined;
  const { item } = workload;
  return {
    pattern: planning.pattern,
    writeUnits: item.writeUnits,
    indexWriteUnits: item.indexWriteUnits,
    readUnits: item.readUnits,
    hotKeys: planning.hotKeys.map(({ index, share }) => ({
      ...(index === undefined ? {} : { index }),
      share,
    })),
    writers,
    ...(drainUnits === undefined ? {} : { drainUnits }),
    ...(whenThrottled === undefined || writers !== "at once" ? {} : { whenThrottled }),
  };
}

function usageOf(planning: Planning, simulated: Simulated, result: SimulationResult): RunUsage {
  const { request, pattern } = planning;
  const { workload } = request;
  const { settings, standing, loweringHours = 0 } = simulated;
  const ofIndexes = result.resources.filter(({ resource }) => resource !== TABLE_RESOURCE);
  const ofTable = result.resources.filter(({ resource }) => resource === TABLE_RESOURCE);
  const isRecurring = workload.kind === "traffic" && workload.isRecurring;
  const endMs = pattern.startMs + result.seconds * 1_000;
  return {
    strategy: simulated.key,
    billing: settings.billing,
    table: capacityUsage(ofTable, standing),
    indexes: capacityUsage(ofIndexes, standing),
    indexCount: ofIndexes.length,
    seconds: result.seconds,
    clockHours: Math.ceil(endMs / HOUR_MS) - Math.floor(pattern.startMs / HOUR_MS),
    loweringHours,
    runsAMonth: isRecurring ? (HOURS_PER_MONTH * 3_600) / planning.seconds : 1,
    isRecurring,
    writtenWrites: result.writes.written,
    queuedWrites: result.writes.queued,
    drainedWrites: result.writes.queued,
    drainedPerSecond: slowestOf(planning, simulated.settings.table).writesPerSecond,
    itemBytes: workload.item.bytes,
    storedBytes: workload.item.storedBytes,
    importedBytes: 0,
    warmedUnits: simulated.warmedUnits ?? 0,
  };
}

function capacityUsage(
  resources: readonly ResourceResult[],
  standing: UnitsByResource | undefined,
): CapacityUsage {
  const sum = (of: (resource: ResourceResult) => CapacityUnits): CapacityUnits => {
    const total = { readUnits: 0, writeUnits: 0 };
    for (const resource of resources) {
      const { readUnits, writeUnits } = of(resource);
      total.readUnits += readUnits;
      total.writeUnits += writeUnits;
    }
    return total;
  };
  return {
    consumed: sum(({ consumed }) => consumed),
    unitHours: sum(({ unitHours: { read, write } }) => ({
      readUnits: read.billed,
      writeUnits: write.billed,
    })),
    last: sum(({ lastProvisioned }) => lastProvisioned),
    standing: sum(({ resource, lastProvisioned }) =>
      standing === undefined ? lastProvisioned : (standing[resource] ?? NO_UNITS),
    ),
  };
}
