import type { Prices } from "../prices/prices.ts";
import { costOfProvisionedHours, costOfWrites } from "./cost-of-capacity.ts";
import { costOfLambda, costOfSqsRequests, type LambdaUsage } from "./cost-of-services.ts";

/** What one run of a strategy used. */
export interface StrategyUsage {
  /** Write units consumed on the table and its indexes. */
  readonly writeUnits: number;
  /** How the table is paid for; provisioned units are paid for whether they are used or not. */
  readonly capacity:
    | {
        readonly mode: "provisioned";
        /** Of the table and its global indexes together. */
        readonly writeUnitsPerSecond: number;
      }
    | { readonly mode: "on-demand" };
  /** Time from the first record to the last, in seconds. */
  readonly seconds: number;
  readonly lambda: LambdaUsage;
  /** Requests to SQS as it bills them: `sqsRequestsOf`. 0 without a queue. */
  readonly sqsRequests: number;
}

/** Dollars by service. */
export interface Cost {
  readonly tableUsd: number;
  readonly lambdaUsd: number;
  readonly sqsUsd: number;
  readonly totalUsd: number;
}

/** Hours of an average month, as AWS's calculator counts. */
const HOURS_PER_MONTH = 730;

const SECONDS_PER_HOUR = 3_600;

/** The cost of `runs` runs within `hours`. */
function cost(usage: StrategyUsage, runs: number, hours: number, prices: Prices): Cost {
  const tableUsd =
    usage.capacity.mode === "on-demand"
      ? costOfWrites(usage.writeUnits * runs, prices)
      : costOfProvisionedHours(usage.capacity.writeUnitsPerSecond, hours, prices);
  const lambdaUsd = runs * costOfLambda(usage.lambda, prices);
  const sqsUsd = costOfSqsRequests(runs * usage.sqsRequests, prices);
  return { tableUsd, lambdaUsd, sqsUsd, totalUsd: tableUsd + lambdaUsd + sqsUsd };
}

/**
 * What one run costs. Provisioned capacity is counted for the run's own time.
 *
 * @example
 * costOfRun(usage, prices);
 * // → { tableUsd: 0.00033, lambdaUsd: 0.00001, sqsUsd: 0.00012, totalUsd: 0.00046 }, rounded
 */
export function costOfRun(usage: StrategyUsage, prices: Prices): Cost {
  return cost(usage, 1, usage.seconds / SECONDS_PER_HOUR, prices);
}

/**
 * What a month of runs costs. Provisioned capacity is paid for all month, also between the runs.
 *
 * @param everyMinutes minutes from the start of one run to the next, above 0; a month has 730 hours
 * @example
 * costOfMonth(usage, 10, prices).tableUsd; // → 0.949 for 2 provisioned units
 */
export function costOfMonth(usage: StrategyUsage, everyMinutes: number, prices: Prices): Cost {
  return cost(usage, (HOURS_PER_MONTH * 60) / everyMinutes, HOURS_PER_MONTH, prices);
}
