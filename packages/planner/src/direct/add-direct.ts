import type { Assumption } from "../advice/advice.ts";
import { advise } from "../advice/advise.ts";
import type { Plan, PlanRequest } from "../plan.ts";
import { Planning } from "../strategies/planning.ts";
import { STRATEGIES } from "../strategies/strategy-plan.ts";
import { type DirectPlan, planDirect } from "./plan-direct.ts";

/** The most writes that are run one by one, and the most seconds that have some. */
const MOST_WRITES = 50_000;
const MOST_SECONDS = 3_600;

/**
 * Adds what the batch writer does by itself, unpaced: run in virtual time, since its retries and their jitter
 * are what decides. Files and spikes of up to 50,000 writes, in no more than 3,600 different seconds; of
 * another load an assumption says that it is left out.
 *
 * @param plan of the same request
 * @example
 * const plan = await addDirect(planWorkload(request), request);
 */
export async function addDirect(plan: Plan, request: PlanRequest): Promise<Plan> {
  if (request.only !== undefined && !request.only.includes("direct")) return plan;
  const planning = new Planning(request);
  if (planning.writes.all > MOST_WRITES || secondsWithWrites(planning) > MOST_SECONDS) {
    const text = `Direct writing is left out: it is run write by write, for files and spikes of up to ${MOST_WRITES.toLocaleString("en-US")} writes in at most ${MOST_SECONDS.toLocaleString("en-US")} different seconds`;
    return withAssumption(plan, { text, source: "packages/planner" });
  }
  const direct = await planDirect(planning);
  const strategies = [...plan.strategies, direct.strategy].sort(
    (one, other) => STRATEGIES.indexOf(one.key) - STRATEGIES.indexOf(other.key),
  );
  return withAssumption({ ...plan, strategies, ...advise(request, strategies) }, told(direct));
}

function secondsWithWrites({ pattern: { writes, stepSeconds } }: Planning): number {
  let steps = 0;
  for (let step = 0; step < writes.length; step += 1) if ((writes[step] ?? 0) > 0) steps += 1;
  return steps * stepSeconds;
}

function withAssumption(plan: Plan, assumption: Assumption): Plan {
  return { ...plan, assumptions: [...plan.assumptions, assumption] };
}

function told({ runs, throttledWrites: { least, most } }: DirectPlan): Assumption {
  const range = `${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")} throttled writes`;
  return {
    text: `Direct writing has five requests in flight, eight attempts a write, and requests that take some 6 ms${runs > 1 ? `; ${runs} runs with other jitter gave ${range}, and that of the median is shown` : ""}`,
    source: "apps/direct-writer, run in virtual time; AWS_CONDITIONS of packages/planner",
  };
}
