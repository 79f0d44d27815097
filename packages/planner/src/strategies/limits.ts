import { ON_DEMAND_INITIAL_WRITE_UNITS, TABLE_RESOURCE, type TableShape } from "@spillway/capacity";
import type { SimulationResult, ThrottleCount } from "@spillway/simulator";
import type { HotKeyShare } from "../workload/hot-key-share.ts";
import type { Planning } from "./planning.ts";

/** How a limit that is a hot key is named. */
const THE_KEY = "the key ";

/** What gives the least, in words, and how many writes a second it takes. */
export interface Slowest {
  readonly limit: string;
  readonly writesPerSecond: number;
}

/** What gives the least of a table with the capacity that it begins with: it, an index, or the partition of a key. */
export function slowestOf(planning: Planning, table: TableShape): Slowest {
  const parts = [{ name: TABLE_RESOURCE, billing: table.billing }, ...table.globalIndexes];
  const limits = parts.map(({ name, billing }) => ({
    limit: nameOf(name),
    writesPerSecond:
      (billing.mode === "provisioned"
        ? billing.writeUnits
        : (billing.maxWriteUnits ?? ON_DEMAND_INITIAL_WRITE_UNITS)) / planning.unitsOf(name),
  }));
  const keys = planning.hotKeys.map((hot) => ({
    limit: `${THE_KEY}${hot.key}`,
    writesPerSecond: planning.rateOfKey(hot),
  }));
  return [...keys, ...limits].reduce((one, other) =>
    other.writesPerSecond < one.writesPerSecond ? other : one,
  );
}

/** What holds a load back: what refused most, or what a queue waited for; undefined where nothing does. */
export function limitOf(
  planning: Planning,
  table: TableShape,
  { throttles, writes }: SimulationResult,
): string | undefined {
  const first = throttles.find(({ reason }) => reason.includes("Write"));
  if (first !== undefined) return limitOfThrottles(planning, first);
  return writes.mostWaiting > 0 ? slowestOf(planning, table).limit : undefined;
}

/** What refused writes for this reason. */
export function limitOfThrottles(planning: Planning, first: ThrottleCount): string {
  const isPartition = first.reason.endsWith("KeyRangeThroughputExceeded");
  const key = planning.hotKeys.find(
    (hot) => (hot.index ?? TABLE_RESOURCE) === first.resource && isTooHot(planning, hot),
  );
  return isPartition && key !== undefined ? `${THE_KEY}${key.key}` : nameOf(first.resource);
}

/** Whether it is a key that holds a load back: then no capacity helps. */
export function isHotKey(limit: string | undefined): limit is string {
  return limit?.startsWith(THE_KEY) === true;
}

function isTooHot(planning: Planning, hot: HotKeyShare): boolean {
  return planning.writes.peak > planning.rateOfKey(hot);
}

function nameOf(resource: string): string {
  return resource === TABLE_RESOURCE ? "the table" : resource;
}
