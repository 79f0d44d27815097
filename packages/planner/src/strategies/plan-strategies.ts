import type { PlanProgress, PlanRequest } from "../plan.ts";
import { planFixed } from "./fixed.ts";
import { isImportable, planImport } from "./import.ts";
import { planOnDemand, planOnDemandMaximum } from "./on-demand.ts";
import { Planning } from "./planning.ts";
import { planBuffered, planSpillover } from "./queued.ts";
import { planAutoScaling, planPredictingScaler, planScaler } from "./steered.ts";
import { STRATEGIES, type StrategyKey, type StrategyPlan } from "./strategy-plan.ts";

/** How each is planned. `direct` is run in virtual time, see `addDirect`. */
const PLANNERS: Readonly<
  Record<Exclude<StrategyKey, "direct">, (planning: Planning) => StrategyPlan>
> = {
  "on-demand": planOnDemand,
  "on-demand-maximum": planOnDemandMaximum,
  fixed: planFixed,
  "auto-scaling": planAutoScaling,
  scaler: planScaler,
  "scaler-predicting": planPredictingScaler,
  buffered: planBuffered,
  spillover: planSpillover,
  import: planImport,
};

/**
 * Every strategy that the request asks for and that applies to it, in the order of the table. The request
 * has been checked.
 */
export function planStrategies(
  request: PlanRequest,
  onProgress: PlanProgress = () => {},
): readonly StrategyPlan[] {
  const planning = new Planning(request);
  const keys = STRATEGIES.filter((key) => request.only?.includes(key) ?? true)
    .filter((key) => applies(key, planning))
    .flatMap((key) => (key === "direct" ? [] : [key]));
  onProgress(0, keys.length);
  return keys.map((key, place) => {
    const plan = PLANNERS[key](planning);
    onProgress(place + 1, keys.length);
    return plan;
  });
}

/**
 * A strategy with the capacity and bounds that it has, under a request that may be another one. `direct` is
 * run and not planned.
 */
export function planAgain(
  request: PlanRequest,
  { key, settings }: Pick<StrategyPlan, "settings"> & { readonly key: StrategyKey },
): StrategyPlan {
  if (key === "direct") throw new RangeError("expected a strategy that is simulated; came direct");
  return PLANNERS[key](new Planning(request, settings));
}

function applies(key: StrategyKey, planning: Planning): boolean {
  const { workload, table, maxWriteUnits, only } = planning.request;
  if (key === "import") return isImportable(planning);
  const isBulk = workload.kind === "bulk";
  // Nobody has a reason to hold a file back on demand, unless there is a maximum anyhow.
  if (key === "on-demand-maximum" && isBulk) {
    const { billing } = table.shape;
    const own = billing.mode === "on-demand" ? billing.maxWriteUnits : undefined;
    return (maxWriteUnits ?? own) !== undefined || only !== undefined;
  }
  // A file is written once: there is no day that would come back.
  return key !== "scaler-predicting" || !isBulk;
}
