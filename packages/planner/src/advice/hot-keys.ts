import {
  ON_DEMAND_INITIAL_WRITE_UNITS,
  PARTITION_WRITE_UNITS,
  TABLE_RESOURCE,
} from "@spillway/capacity";
import { MAX_SHARDS } from "@spillway/item";
import { formatCount } from "@spillway/report-page";
import { writesOf } from "../strategies/load-needs.ts";
import type { StrategySettings } from "../strategies/strategy-plan.ts";
import type { ItemProfile, Workload } from "../workload/workload.ts";
import type { HotKeyAdvice } from "./advice.ts";

/**
 * What is asked of the partition of each hot key at the peak, and over how many shards of the key it has to be
 * spread, so that none is asked for more than 1,000 write units a second.
 *
 * @param settings of the recommended strategy: a file is written as fast as these let it
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html
 * @example
 * hotKeysOf(workload, settings); // → [{ key: "USER#1", share: 0.4, peakUnits: 2_400, shards: 3 }]
 */
export function hotKeysOf(workload: Workload, settings: StrategySettings): readonly HotKeyAdvice[] {
  if (workload.hotKeys.length === 0) return [];
  const peak =
    workload.kind === "traffic"
      ? writesOf(workload.pattern).peak
      : Math.min(workload.items, rateOf(workload.item, settings));
  return workload.hotKeys.map(({ index, key, share }) => {
    const peakUnits = peak * share * unitsOf(workload.item, index ?? TABLE_RESOURCE);
    return {
      ...(index === undefined ? {} : { index }),
      ...{ key, share, peakUnits },
      shards: Math.max(1, Math.ceil((peakUnits / PARTITION_WRITE_UNITS) * (1 - 1e-10))),
    };
  });
}

/**
 * A hot key for a person to read: what is asked of it, and what cures it.
 *
 * @example
 * hotKeyText(hotKey);
 * // → "takes 40 % of the writes, 2,400 write units a second at the peak of 1,000 that a partition gives: spread it over 3 shards"
 */
export function hotKeyText({ share, peakUnits, shards }: HotKeyAdvice): string {
  const percent = share >= 0.1 ? formatCount(share * 100) : (share * 100).toFixed(1);
  const asked = `takes ${percent} % of the writes, ${formatCount(peakUnits)} write units a second at the peak`;
  const given = `of ${formatCount(PARTITION_WRITE_UNITS)} that a partition gives`;
  if (shards === 1) return `${asked} ${given}: no problem`;
  if (shards <= MAX_SHARDS)
    return `${asked} ${given}: spread it over ${formatCount(shards)} shards`;
  const left = formatCount(peakUnits / MAX_SHARDS);
  return `${asked} ${given}: ${formatCount(MAX_SHARDS)} shards, the most that Spillway's loader makes of a key, would leave ${left} units a second on each; the key itself has to be another`;
}

function unitsOf(item: ItemProfile, resource: string): number {
  return resource === TABLE_RESOURCE ? item.writeUnits : (item.indexWriteUnits[resource] ?? 0);
}

/** Items a second that the capacity takes, whatever the partitions do. */
function rateOf(item: ItemProfile, { table, maxWriteUnits }: StrategySettings): number {
  const parts = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
  const rates = parts.map(({ name, billing }) => {
    const units =
      billing.mode === "provisioned"
        ? billing.writeUnits
        : (maxWriteUnits ?? billing.warmWriteUnits ?? ON_DEMAND_INITIAL_WRITE_UNITS);
    const ofItem = unitsOf(item, name);
    return ofItem > 0 ? units / ofItem : Number.POSITIVE_INFINITY;
  });
  return Math.min(...rates);
}
