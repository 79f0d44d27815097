import { median } from "../../median.ts";
import type { SpikeFigures, SpikeTrial } from "./check-spike-demo.ts";
import type { DemoStrategy } from "./local-environment.ts";

/** The figures that are held to a tolerance. */
export const HELD = ["throttledWrites", "seconds", "units"] as const;
export type HeldFigure = (typeof HELD)[number];

/** A share of what was measured, and where that is little, so much. */
const TOLERANCES: Readonly<
  Record<HeldFigure, { readonly share: number; readonly atLeast: number }>
> = {
  throttledWrites: { share: 0.05, atLeast: 5 },
  seconds: { share: 0.05, atLeast: 0 },
  units: { share: 0.01, atLeast: 0 },
};

/** One figure of one strategy, over all comparisons. */
export interface ComparedSpike {
  readonly strategy: DemoStrategy;
  readonly figure: HeldFigure;
  /** Medians of the comparisons: of each the median of its seeds, and what was measured. */
  readonly predicted: number;
  readonly measured: number;
  /** The least and the most that a seed gave, and a comparison. */
  readonly predictedRange: readonly [number, number];
  readonly measuredRange: readonly [number, number];
  /** As a share of what was measured; 0 where both are 0. */
  readonly offBy: number;
  readonly isWithin: boolean;
  /** Whether what was measured is what some seed gives. */
  readonly isWithinJitter: boolean;
}

/** Holds what was predicted against what was measured. */
export function comparedSpikes(trials: readonly SpikeTrial[]): readonly ComparedSpike[] {
  const strategies = ["direct", "buffered", "spillover"] as const;
  return strategies.flatMap((strategy) =>
    HELD.map((figure) => comparedSpike(trials, strategy, figure)),
  );
}

function comparedSpike(
  trials: readonly SpikeTrial[],
  strategy: DemoStrategy,
  figure: HeldFigure,
): ComparedSpike {
  const of = (figures: Readonly<Record<DemoStrategy, SpikeFigures>>) => figures[strategy][figure];
  const seeds = trials.map((trial) => trial.predicted.map(of));
  const comparisons = trials.map(({ measured }) => of(measured));
  const predicted = median(seeds.map(median));
  const measured = median(comparisons);
  const predictedRange = rangeOf(seeds.flat());
  const { share, atLeast } = TOLERANCES[figure];
  const off = Math.abs(predicted - measured);
  return {
    ...{ strategy, figure, predicted, measured, predictedRange },
    measuredRange: rangeOf(comparisons),
    offBy: off === 0 ? 0 : (predicted - measured) / measured,
    isWithin: off <= Math.max(atLeast, share * measured),
    isWithinJitter: measured >= predictedRange[0] && measured <= predictedRange[1],
  };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
