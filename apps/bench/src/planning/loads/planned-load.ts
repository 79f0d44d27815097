import type { TableShape } from "@spillway/capacity";
import type { StrategyKey } from "@spillway/planner";
import type { LoadPattern } from "@spillway/simulator";
import type { FigureName } from "../compare-figures.ts";
import type { BenchItems } from "./bench-tables.ts";

/** The strategies that are run. */
export type RunStrategy = Extract<StrategyKey, "fixed" | "on-demand" | "buffered" | "spillover">;

/** Why a figure is off that is: what the plan leaves out, known and said. */
export type KnownCauses = Readonly<Partial<Record<FigureName, string>>>;

/** A load that is planned, and then run. */
export interface PlannedLoad {
  readonly name: string;
  readonly strategy: RunStrategy;
  /** With the capacity that is given to the plan and to the run. */
  readonly table: TableShape;
  readonly items: BenchItems;
  /** Writes that come by time, or how many are all there at the start. */
  readonly writes: LoadPattern | number;
  /** Seconds of unused capacity that the table saves. Short, so that a run of seconds uses it up. */
  readonly burstSeconds: number;
  /** What is behind the proxy: DynamoDB Local, or an engine that answers at once where that is too slow. */
  readonly engine: "local" | "instant";
  readonly known?: KnownCauses;
}

/** When the first write comes. */
export function firstWriteMs({ writes }: PlannedLoad): number {
  if (typeof writes === "number") return START_MS;
  const quiet = Array.from(writes.writes).findIndex((perSecond) => perSecond > 0);
  return writes.startMs + Math.max(0, quiet) * writes.stepSeconds * 1_000;
}

/** Monday, 5 January 2026: a moment at which every run begins. */
export const START_MS = Date.UTC(2026, 0, 5);

/**
 * A pattern by the second.
 *
 * @param stretches seconds, and writes a second in them
 */
export function bySeconds(
  name: string,
  stretches: readonly (readonly [seconds: number, perSecond: number])[],
): LoadPattern {
  const writes = stretches.flatMap(([seconds, perSecond]) =>
    new Array<number>(seconds).fill(perSecond),
  );
  return { name, startMs: START_MS, stepSeconds: 1, writes };
}
