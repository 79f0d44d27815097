import { targetOf } from "@spillway/aws";
import { type Clients, createClients } from "@spillway/aws-clients";
import {
  addDirect,
  type Plan,
  type PlanRequest,
  planWorkload,
  weighAssumptions,
} from "@spillway/planner";
import type { GlobalOptions } from "../command-line/global-options.ts";
import type { ProgressLine } from "../command-line/progress-line.ts";
import { pricesFor } from "../prices/prices-for.ts";
import { loadWishes } from "./load-wishes.ts";
import { assertNewFile, patternFileOf } from "./pattern-file.ts";
import { retries, seconds, strategyKeys, wholeUnits } from "./plan-option-values.ts";
import type { PlanOptions } from "./plan-options.ts";
import { readLoad } from "./read-load.ts";
import { whichLoad } from "./which-load.ts";
import { readTable, whichTable } from "./which-table.ts";

/** What a plan is made with. */
export interface PlanMaking {
  readonly options: PlanOptions;
  readonly globals: GlobalOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly standardInput: AsyncIterable<Uint8Array>;
  readonly progress: ProgressLine;
}

/** A plan, and what it was made of. */
export interface MadePlan {
  readonly request: PlanRequest;
  readonly plan: Plan;
}

/**
 * Reads the load, the table and the prices that are meant, and plans. AWS is asked for nothing, and no client is
 * loaded, unless the table, the history or the source is there.
 *
 * @param sources the files; none where the load is said by options
 */
export async function makePlan(sources: readonly string[], making: PlanMaking): Promise<MadePlan> {
  const { options, globals, env, standardInput, progress } = making;
  const load = whichLoad(sources, options);
  const which = whichTable(options, load);
  const wishes = loadWishes(options, load);
  const wanted = wantedOf(options);
  const target = targetOf(undefined, globals, env);
  const { region = env.AWS_REGION || env.AWS_DEFAULT_REGION } = globals;
  // Where nobody names a region, a price list says which one it is of.
  const prices = await pricesFor(
    options.prices === undefined ? target.region : region || undefined,
    options.prices,
  );
  if (load.kind === "history") await assertNewFile(patternFileOf(load.table, options.savePattern));
  let made: Clients | undefined;
  const clients = () => {
    made ??= createClients(target);
    return made;
  };
  try {
    const table = await readTable(which, clients);
    const { metricRequest } = prices;
    const reading = { options, wishes, table, clients, metricRequest, standardInput, progress };
    const workload = await readLoad(load, reading);
    const request = { workload, table, prices, ...wanted };
    const planned = planWorkload(request, (done, of) =>
      progress.show({ share: done / of, words: [`${done} of ${of} ways of writing planned`] }),
    );
    const plan = weighAssumptions(await addDirect(planned, request), request, (done, of) =>
      progress.show({ share: done / of, words: [`${done} of ${of} assumptions weighed`] }),
    );
    return { request, plan };
  } finally {
    made?.destroy();
  }
}

/** What is asked of the strategies. */
function wantedOf(options: PlanOptions): Omit<PlanRequest, "workload" | "table" | "prices"> {
  const { strategies, capacity, maxUnits, warm, within, retry } = options;
  return {
    ...(strategies === undefined ? {} : { only: strategyKeys(strategies, "--strategies") }),
    ...(capacity === undefined ? {} : { writeCapacity: wholeUnits(capacity, "--capacity") }),
    ...(maxUnits === undefined ? {} : { maxWriteUnits: wholeUnits(maxUnits, "--max-units") }),
    ...(warm === undefined ? {} : { warmWriteUnits: wholeUnits(warm, "--warm") }),
    ...(within === undefined ? {} : { withinSeconds: seconds(within, "--within") }),
    ...(retry === undefined ? {} : { whenThrottled: retries(retry, "--retry") }),
  };
}
