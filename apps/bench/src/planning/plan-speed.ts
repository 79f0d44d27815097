import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pricesOf, type TableShape } from "@spillway/capacity";
import { type PlanRequest, planWorkload, type StrategyKey } from "@spillway/planner";
import type { LoadPattern } from "@spillway/simulator";

/** What planning took, once its code was compiled for a day of the same. */
export interface PlanSpeed {
  readonly milliseconds: number;
  /** Of the processor: what the time is on a machine that does nothing else. */
  readonly cpuMilliseconds: number;
  /** By how much the process grew at most meanwhile, in MB. */
  readonly grownMb: number;
  /** What its plan keeps, in MB. */
  readonly keptMb: number;
}

const MB = 1024 ** 2;
/** A day, to have the code loaded and compiled before memory is looked at. */
const WARM_UP_STEPS = 86_400;

/** Plans a day, and then the whole pattern. */
export function planSpeed(pattern: LoadPattern, only: readonly StrategyKey[]): PlanSpeed {
  const writes = Float64Array.from(
    { length: WARM_UP_STEPS },
    (_, step) => pattern.writes[step] ?? 0,
  );
  planWorkload(requestOf({ ...pattern, writes }, only));
  const request = requestOf(pattern, only);
  const gc = garbageCollector();
  gc();
  const [usedBefore, peakBefore] = [usedBytes(), peakBytes()];
  const [startedMs, startedCpu] = [performance.now(), process.cpuUsage()];
  const plan = planWorkload(request);
  const milliseconds = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(startedCpu);
  const grownMb = (peakBytes() - peakBefore) / MB;
  gc();
  const keptMb = (usedBytes() - usedBefore) / MB;
  if (plan.strategies.length === 0) throw new Error("expected a plan of a strategy");
  return { milliseconds, cpuMilliseconds: (user + system) / 1_000, grownMb, keptMb };
}

/** A line for each strategy. */
export function speedText(results: readonly (PlanSpeed & { readonly only: string })[]): string {
  const cell = (value: number, digits: number) => value.toFixed(digits).padStart(10);
  const lines = results.map(
    ({ only, milliseconds, cpuMilliseconds, grownMb, keptMb }) =>
      `${only.padEnd(20)}${cell(milliseconds, 0)}${cell(cpuMilliseconds, 0)}${cell(grownMb, 1)}${cell(keptMb, 1)}`,
  );
  const header = ["ms", "CPU ms", "grown MB", "kept MB"].map((title) => title.padStart(10));
  return [`${"".padEnd(20)}${header.join("")}`, ...lines].join("\n");
}

function requestOf(pattern: LoadPattern, only: readonly StrategyKey[]): PlanRequest {
  const billing = { mode: "on-demand" as const };
  const shape: TableShape = {
    name: "Entities",
    keys: { partitionKey: { name: "pk", type: "S" } },
    billing,
    globalIndexes: [
      {
        name: "byEmail",
        keys: { partitionKey: { name: "email", type: "S" } },
        projection: { type: "ALL" },
        billing,
      },
    ],
    localIndexes: [],
  };
  const item = {
    ...{ bytes: 700, writeUnits: 1, readUnits: 0.5, storedBytes: 1_600 },
    indexWriteUnits: { byEmail: 1 },
  };
  return {
    workload: {
      ...{ kind: "traffic", name: pattern.name, sources: ["the bench"], item, hotKeys: [] },
      ...{ pattern, isRecurring: true },
    },
    table: { shape, source: "the bench", exists: false },
    prices: pricesOf("us-east-1"),
    only,
  };
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
