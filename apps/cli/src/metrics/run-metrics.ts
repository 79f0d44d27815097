import { type Datapoint, levelsOn, sumsOn, type TimeGrid } from "@spillway/aws";
import type { DeployedStrategy } from "../strategies/deployed-strategies.ts";
import { type ByStrategy, mapStrategies, strategyEntries } from "../strategies/strategy.ts";

/** What CloudWatch knows of one table: a value for each period of the grid. */
export interface TableMetrics {
  /** Write units consumed in the period. */
  readonly consumed: readonly number[];
  /** Writes that were throttled in the period (WriteThrottleEvents). */
  readonly throttled: readonly number[];
  /** Write units a second that the table was provisioned with. */
  readonly provisioned: readonly number[];
}

/** How often and how long a function ran, over the whole grid. */
export interface FunctionMetrics {
  readonly invocations: number;
  readonly milliseconds: number;
}

/** Messages in a queue, a value for each period: ready, held back, and being worked on. */
export interface QueueMetrics {
  readonly visible: readonly number[];
  readonly delayed: readonly number[];
  readonly inFlight: readonly number[];
}

/** What CloudWatch knows of one strategy. */
export interface StrategyMetrics {
  readonly table: TableMetrics;
  /** Null without a queue. */
  readonly queue: QueueMetrics | null;
  readonly sender: FunctionMetrics;
  /** Zeros without a queue. */
  readonly consumer: FunctionMetrics;
}

/** What CloudWatch knows of one run of every strategy. */
export interface RunMetrics {
  readonly grid: TimeGrid;
  readonly strategies: ByStrategy<StrategyMetrics>;
}

/** Puts CloudWatch's datapoints, by query id, onto the grid. */
export function runMetrics(
  grid: TimeGrid,
  points: ReadonlyMap<string, readonly Datapoint[]>,
  deployed: ByStrategy<DeployedStrategy>,
): RunMetrics {
  const sums = (id: string) => sumsOn(grid, points.get(id) ?? []);
  const levels = (id: string, initial: number) => levelsOn(grid, points.get(id) ?? [], initial);
  const ran = (prefix: string): FunctionMetrics => ({
    invocations: sumOf(sums(`${prefix}_invocations`)),
    milliseconds: sumOf(sums(`${prefix}_milliseconds`)),
  });
  const strategies = mapStrategies(
    deployed,
    ({ writeCapacity, queue }, strategy): StrategyMetrics => ({
      table: {
        consumed: sums(`${strategy}_consumed`),
        throttled: sums(`${strategy}_throttled`),
        provisioned: levels(`${strategy}_provisioned`, writeCapacity),
      },
      queue: queue && {
        visible: levels(`${strategy}_queue_visible`, 0),
        delayed: levels(`${strategy}_queue_delayed`, 0),
        inFlight: levels(`${strategy}_queue_in_flight`, 0),
      },
      sender: ran(`${strategy}_sender`),
      consumer: ran(`${strategy}_consumer`),
    }),
  );
  return { grid, strategies };
}

/**
 * Whether the metrics show at least these many write units on each table. A record takes at least
 * one, and CloudWatch shows a period some time after it has ended.
 */
export function coverWrites(metrics: RunMetrics, written: ByStrategy<number>): boolean {
  return strategyEntries(written).every(
    ([strategy, count]) => sumOf(metrics.strategies[strategy]?.table.consumed ?? []) >= count,
  );
}

/** The sum of a series. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The highest mean rate of a period, in writes a second. */
export function peakPerSecond(consumed: readonly number[], periodSeconds: number): number {
  return consumed.reduce((peak, units) => Math.max(peak, units / periodSeconds), 0);
}
