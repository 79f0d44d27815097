import { TABLE_RESOURCE } from "@spillway/capacity";
import { type CapacityUsage, HOURS_PER_MONTH, type RunUsage } from "../costs/run-usage.ts";
import type { SpikeResult } from "../spike/spike-result.ts";
import type { Planning } from "../strategies/planning.ts";
import type { UnitsByResource } from "../strategies/table-with.ts";

const HOUR_SECONDS = 3_600;
const NO_UNITS = { readUnits: 0, writeUnits: 0 };

/**
 * What a run that was run in virtual time used.
 *
 * @param provisioned by resource; undefined on demand
 */
export function directUsage(
  planning: Planning,
  result: SpikeResult,
  provisioned: UnitsByResource | undefined,
): RunUsage {
  const { workload } = planning.request;
  const seconds = Math.max(planning.seconds, result.lastWriteSeconds);
  const clockHours = Math.max(1, Math.ceil(seconds / HOUR_SECONDS));
  const isRecurring = workload.kind === "traffic" && workload.isRecurring;
  const used = (resource: string): CapacityUsage => {
    const standing = provisioned?.[resource] ?? NO_UNITS;
    const readUnits =
      resource === TABLE_RESOURCE ? planning.reads.all * workload.item.readUnits : 0;
    return {
      consumed: { readUnits, writeUnits: result.units[resource] ?? 0 },
      unitHours: {
        readUnits: standing.readUnits * clockHours,
        writeUnits: standing.writeUnits * clockHours,
      },
      last: standing,
      standing,
    };
  };
  const indexes = planning.resources.slice(1);
  return {
    strategy: "direct",
    billing: provisioned === undefined ? "on-demand" : "provisioned",
    table: used(TABLE_RESOURCE),
    indexes: indexes.map(used).reduce(together, nothing()),
    indexCount: indexes.length,
    seconds,
    clockHours,
    loweringHours: 0,
    runsAMonth: isRecurring ? (HOURS_PER_MONTH * HOUR_SECONDS) / planning.seconds : 1,
    isRecurring,
    writtenWrites: result.written,
    queuedWrites: 0,
    drainedWrites: 0,
    drainedPerSecond: 0,
    itemBytes: workload.item.bytes,
    storedBytes: workload.item.storedBytes,
    importedBytes: 0,
    warmedUnits: 0,
  };
}

function nothing(): CapacityUsage {
  return { consumed: NO_UNITS, unitHours: NO_UNITS, last: NO_UNITS, standing: NO_UNITS };
}

function together(one: CapacityUsage, other: CapacityUsage): CapacityUsage {
  const sum = (part: keyof CapacityUsage) => ({
    readUnits: one[part].readUnits + other[part].readUnits,
    writeUnits: one[part].writeUnits + other[part].writeUnits,
  });
  return {
    ...{ consumed: sum("consumed"), unitHours: sum("unitHours") },
    ...{ last: sum("last"), standing: sum("standing") },
  };
}
