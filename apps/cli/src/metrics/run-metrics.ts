import type { EnvironmentOutputs } from "../environment/outputs.ts";
import { type Datapoint, levelsOn, sumsOn, type TimeGrid } from "./time-grid.ts";

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

/** What CloudWatch knows of one run of both strategies. */
export interface RunMetrics {
  readonly grid: TimeGrid;
  readonly direct: TableMetrics;
  readonly buffered: TableMetrics;
  /** Messages in the queue: ready, held back by their delay, and being worked on. */
  readonly queue: {
    readonly visible: readonly number[];
    readonly delayed: readonly number[];
    readonly inFlight: readonly number[];
  };
  readonly functions: {
    readonly writer: FunctionMetrics;
    readonly producer: FunctionMetrics;
    readonly consumer: FunctionMetrics;
  };
}

/** Puts CloudWatch's datapoints, by query id, onto the grid. */
export function runMetrics(
  grid: TimeGrid,
  points: ReadonlyMap<string, readonly Datapoint[]>,
  outputs: EnvironmentOutputs,
): RunMetrics {
  const sums = (id: string) => sumsOn(grid, points.get(id) ?? []);
  const levels = (id: string, initial: number) => levelsOn(grid, points.get(id) ?? [], initial);
  const total = (id: string) => sumOf(sums(id));
  const table = (prefix: string, capacity: number): TableMetrics => ({
    consumed: sums(`${prefix}_consumed`),
    throttled: sums(`${prefix}_throttled`),
    provisioned: levels(`${prefix}_provisioned`, capacity),
  });
  const ran = (prefix: string): FunctionMetrics => ({
    invocations: total(`${prefix}_invocations`),
    milliseconds: total(`${prefix}_milliseconds`),
  });
  return {
    grid,
    direct: table("direct", outputs.direct.write_capacity),
    buffered: table("buffered", outputs.buffered.write_capacity),
    queue: {
      visible: levels("queue_visible", 0),
      delayed: levels("queue_delayed", 0),
      inFlight: levels("queue_in_flight", 0),
    },
    functions: { writer: ran("writer"), producer: ran("producer"), consumer: ran("consumer") },
  };
}

/** The sum of a series. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The highest mean rate of a period, in writes a second. */
export function peakPerSecond(consumed: readonly number[], periodSeconds: number): number {
  return consumed.reduce((peak, units) => Math.max(peak, units / periodSeconds), 0);
}
