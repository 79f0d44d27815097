import { costOfLambda, type TableShape } from "@spillway/capacity";
import { formatCount } from "@spillway/report-page";
import { seededRandom } from "@spillway/simulator";
import { costOfPlan } from "../costs/cost-of-plan.ts";
import type { CostParts } from "../costs/cost-parts.ts";
import { type CostSpan, type RunUsage, spanOfMonth, spanOfRun } from "../costs/run-usage.ts";
import { runSpike } from "../spike/run-spike.ts";
import type { SpikeResult } from "../spike/spike-result.ts";
import { capacityInWords, givenUnits } from "../strategies/fixed.ts";
import { limitOfThrottles } from "../strategies/limits.ts";
import type { Planning } from "../strategies/planning.ts";
import type { StrategyPlan } from "../strategies/strategy-plan.ts";
import { ownUnits, tableWith, type UnitsByResource } from "../strategies/table-with.ts";
import { directSeries } from "./direct-series.ts";
import { directUsage } from "./direct-usage.ts";
import { plannedBursts } from "./planned-bursts.ts";
import { profileUnits } from "./profile-units.ts";

/** Runs of small loads, which chance moves more. */
const MOST_RUNS = 5;
const WRITES_OF_ALL_RUNS = 10_000;

/** As long as a function may run. */
const LAMBDA_SECONDS = 900;

/** What several seeds gave. */
export interface DirectPlan {
  /** Of the run with the median of throttled writes. */
  readonly strategy: StrategyPlan;
  readonly runs: number;
  readonly throttledWrites: { readonly least: number; readonly most: number };
}

/**
 * The real writer, unpaced, with eight attempts a write: into the table as it is, or with the write capacity
 * that the request names.
 */
export async function planDirect(planning: Planning): Promise<DirectPlan> {
  const { writes } = planning;
  const runs = Math.min(MOST_RUNS, Math.max(1, Math.floor(WRITES_OF_ALL_RUNS / writes.all)));
  const units = unitsOf(planning);
  const { shape } = planning.request.table;
  const table = units === undefined ? shape : tableWith(shape, units);
  const results: SpikeResult[] = [];
  for (let seed = 1; seed <= runs; seed += 1) results.push(await runOf(planning, table, seed));
  results.sort((one, other) => one.throttledWrites - other.throttledWrites);
  const [least, median, most] = [results[0], results[runs >> 1], results[runs - 1]];
  if (least === undefined || median === undefined || most === undefined) {
    throw new RangeError("expected at least one run");
  }
  return {
    strategy: strategyOf(planning, median, table, units),
    runs,
    throttledWrites: { least: least.throttledWrites, most: most.throttledWrites },
  };
}

function unitsOf(planning: Planning): UnitsByResource | undefined {
  const { writeCapacity, table } = planning.request;
  if (writeCapacity !== undefined) return givenUnits(planning, writeCapacity);
  return ownUnits(table.shape);
}

function runOf(planning: Planning, table: TableShape, seed: number): Promise<SpikeResult> {
  const { workload } = planning.request;
  return runSpike(
    {
      strategy: "direct",
      table,
      bursts: plannedBursts(workload, table.keys),
      measure: profileUnits(workload, seededRandom(seed).next),
      burstSeconds: planning.burstSeconds,
      // As for the other strategies: nothing was saved before.
      idleSeconds: 0,
      writer: { timeoutSeconds: isFile(planning) ? Number.POSITIVE_INFINITY : LAMBDA_SECONDS },
    },
    { seed },
  );
}

function strategyOf(
  planning: Planning,
  result: SpikeResult,
  table: TableShape,
  units: UnitsByResource | undefined,
): StrategyPlan {
  const usage = directUsage(planning, result, units);
  const [first] = result.throttles;
  return {
    key: "direct",
    name: `direct, table ${units === undefined ? "on demand" : `at ${capacityInWords(units)}`}`,
    settings: { billing: usage.billing, table },
    askedWrites: result.records,
    writtenWrites: result.written,
    throttledWrites: result.throttledWrites,
    throttles: result.throttles,
    throttledReads: 0,
    lostWrites: result.failed,
    waitingWrites: 0,
    peakUnits: result.peakUnits,
    completeSeconds: result.failed > 0 ? null : result.lastWriteSeconds,
    worstDelaySeconds: result.worstDelaySeconds,
    mostBacklog: result.mostWaiting,
    unitHours:
      usage.table.unitHours.readUnits +
      usage.table.unitHours.writeUnits +
      usage.indexes.unitHours.readUnits +
      usage.indexes.unitHours.writeUnits,
    runCost: costOf(planning, usage, result, spanOfRun(usage)),
    monthCost: costOf(planning, usage, result, spanOfMonth(usage)),
    lever: leverOf(result, usage),
    ...(first && { limitedBy: limitOfThrottles(planning, first) }),
    series: directSeries(result.seconds, table),
  };
}

/** With the function that writes, which is Spillway's own; a file is written from a machine. */
function costOf(
  planning: Planning,
  usage: RunUsage,
  { lambda }: SpikeResult,
  span: CostSpan,
): CostParts {
  const { request, assumed } = planning;
  const cost = costOfPlan(usage, span, assumed, request.prices);
  if (isFile(planning)) return cost;
  const ofRun = costOfLambda(
    { ...lambda, memoryMb: assumed.consumerMemoryMb, architecture: "arm64" },
    request.prices,
  );
  const ofFunction = ofRun * span.runs;
  return { ...cost, lambda: cost.lambda + ofFunction, total: cost.total + ofFunction };
}

function isFile({ request }: Planning): boolean {
  return request.workload.kind === "bulk";
}

function leverOf({ failed, throttledWrites }: SpikeResult, { billing }: RunUsage): string {
  if (failed > 0) {
    return `Through a queue, or with spillover, none of the ${formatCount(failed)} writes would be given up after eight attempts.`;
  }
  if (throttledWrites > 0) {
    return "A writer that keeps to the table's pace is not throttled, and writes as much in the same time.";
  }
  return billing === "on-demand"
    ? "The table takes it as it comes."
    : "The table takes it as it comes: less capacity would do.";
}
