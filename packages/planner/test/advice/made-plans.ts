import type { CostParts, StrategyKey, StrategyPlan } from "../../src/index.ts";
import { provisioned, tableOf } from "../plan-requests.ts";

/** Dollars of which nothing is told but the sum. */
export function dollars(total: number): CostParts {
  const none = { indexes: 0, storage: 0, lambda: 0, sqs: 0, s3: 0, alarms: 0, once: 0 };
  return { ...none, table: total, total };
}

/** A strategy that writes a thousand writes at once, but for what is told. */
export function strategyOf(
  key: StrategyKey,
  month: number,
  rest: Partial<StrategyPlan> = {},
): StrategyPlan {
  const isOnDemand = key === "on-demand" || key === "on-demand-maximum";
  const table = isOnDemand ? tableOf() : provisioned(tableOf(), 100);
  return {
    key,
    name: key,
    settings: { billing: isOnDemand ? "on-demand" : "provisioned", table: table.shape },
    ...{ askedWrites: 1_000, writtenWrites: 1_000, throttledWrites: 0, throttles: [] },
    ...{ throttledReads: 0, lostWrites: 0, waitingWrites: 0, peakUnits: 100 },
    ...{ completeSeconds: 60, worstDelaySeconds: 0, mostBacklog: 0, unitHours: 0 },
    runCost: dollars(month / 10),
    monthCost: dollars(month),
    lever: "More capacity throttles less.",
    ...rest,
  };
}
