import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { pricesOf, type TableShape } from "@spillway/capacity";
import { type PlanRequest, planWorkload, type StrategyKey } from "@spillway/planner";
import type { LoadPattern } from "@spillway/simulator";

/** What planning took. */
export interface PlanSpeed {
  /** The first time in its process, before anything is compiled, and the second. */
  readonly firstMs: number;
  readonly secondMs: number;
  /** By how much the process grew at most while it planned, beside the pattern and the code, in MB. */
  readonly grownMb: number;
  /** What its plan keeps, in MB. */
  readonly keptMb: number;
}

const MB = 1024 ** 2;
/** A day, to have the code loaded and compiled before memory is looked at. */
const WARM_UP_STEPS = 86_400;

/** Plans the same twice. */
export function planSpeed(pattern: LoadPattern, only: readonly StrategyKey[]): PlanSpeed {
  const request = requestOf(pattern, only);
  const firstMs = timeOf(() => planWorkload(request));
  const day = { ...pattern, writes: Array.from(pattern.writes).slice(0, WARM_UP_STEPS) };
  planWorkload(requestOf(day, only));
  const gc = garbageCollector();
  gc();
  const heapBefore = usedBytes();
  const peakBefore = peakBytes();
  let kept: unknown;
  const secondMs = timeOf(() => {
    kept = planWorkload(request);
  });
  const grownMb = (peakBytes() - peakBefore) / MB;
  gc();
  const keptMb = (usedBytes() - heapBefore) / MB;
  if (kept === undefined) throw new Error("expected a plan");
  return { firstMs, secondMs, grownMb, keptMb };
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

function timeOf(run: () => void): number {
  const startedMs = performance.now();
  run();
  return performance.now() - startedMs;
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
