import type { ComparedFigure, FigureName } from "./compare-figures.ts";
import type { KnownCauses, RunStrategy } from "./loads/planned-load.ts";

/** One load: what was planned, and what came of it. */
export interface PlanBenchResult {
  readonly load: string;
  readonly strategy: RunStrategy;
  readonly figures: readonly ComparedFigure[];
  /** The most units in one second: shown, and held to nothing. */
  readonly peakUnits: { readonly planned: number; readonly measured: number };
  /** Why a figure may be off. */
  readonly known: KnownCauses;
  /** How often it was run: again where the generator fell behind its schedule. */
  readonly runs: number;
  /** The share of the writes of the last run that went out late. */
  readonly lateShare: number;
}

/** A run whose generator sent more of its writes late says nothing. */
export const MOST_LATE = 0.01;

/** Why a figure that is off is off, where that is known. */
export function causeOf(
  { known, lateShare }: PlanBenchResult,
  figure: FigureName,
): string | undefined {
  if (lateShare > MOST_LATE) return "the machine did not keep up with the load";
  return known[figure];
}

/**
 * Whether the plan does not stand: a figure is off for which the plan has no reason of its own. A machine that did
 * not keep up is none: its run says nothing for the plan.
 */
export function isUnproven({ figures, known }: PlanBenchResult): boolean {
  return figures.some(({ figure, isWithin }) => !isWithin && known[figure] === undefined);
}
