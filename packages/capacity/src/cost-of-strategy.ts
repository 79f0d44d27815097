import type { Prices } from "./prices.ts";

/** What one run of a strategy used. */
export interface StrategyUsage {
  /** Write units consumed on the table and its indexes. */
  readonly writeUnits: number;
  /** How the table is paid for; provisioned units are paid for whether they are used or not. */
  readonly capacity:
    | { readonly mode: "provisioned"; readonly writeUnitsPerSecond: number }
    | { readonly mode: "on-demand" };
  /** Time from the first record to the last, in seconds. */
  readonly seconds: number;
  readonly lambda: {
    readonly invocations: number;
    /** Run time of all invocations together, in seconds. */
    readonly seconds: number;
    readonly memoryMb: number;
    readonly architecture: keyof Prices["lambdaGbSecond"];
  };
  /** Requests to SQS as it bills them: sends, receives, deletes, each begun 64 KB of payload one. */
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
export const HOURS_PER_MONTH = 730;

const SECONDS_PER_HOUR = 3_600;

const total = (tableUsd: number, lambdaUsd: number, sqsUsd: number): Cost => ({
  tableUsd,
  lambdaUsd,
  sqsUsd,
  totalUsd: tableUsd + lambdaUsd + sqsUsd,
});

function tableCost(usage: StrategyUsage, hours: number, runs: number, prices: Prices): number {
  return usage.capacity.mode === "on-demand"
    ? usage.writeUnits * runs * prices.onDemandWriteUnit
    : usage.capacity.writeUnitsPerSecond * hours * prices.writeUnitHour;
}

function lambdaCost({ lambda }: StrategyUsage, prices: Prices): number {
  const gbSeconds = lambda.seconds * (lambda.memoryMb / 1_024);
  return (
    lambda.invocations * prices.lambdaRequest +
    gbSeconds * prices.lambdaGbSecond[lambda.architecture]
  );
}

/**
 * What one run costs. Provisioned capacity is counted for the run's own time.
 *
 * @example
 * costOfRun(usage, US_EAST_1_PRICES).totalUsd; // → 0.00071
 */
export function costOfRun(usage: StrategyUsage, prices: Prices): Cost {
  return total(
    tableCost(usage, usage.seconds / SECONDS_PER_HOUR, 1, prices),
    lambdaCost(usage, prices),
    usage.sqsRequests * prices.sqsRequest,
  );
}

/**
 * What a month of runs costs. Provisioned capacity is paid for all month, also between the runs.
 *
 * @param everyMinutes minutes from the start of one run to the next, above 0
 */
export function costOfMonth(usage: StrategyUsage, everyMinutes: number, prices: Prices): Cost {
  const runs = (HOURS_PER_MONTH * 60) / everyMinutes;
  return total(
    tableCost(usage, HOURS_PER_MONTH, runs, prices),
    runs * lambdaCost(usage, prices),
    runs * usage.sqsRequests * prices.sqsRequest,
  );
}
