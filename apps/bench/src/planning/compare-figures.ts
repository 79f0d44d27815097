import type { RunFigures } from "./runs/run-figures.ts";

/** What of a plan is held against a run. */
export type FigureName = "throttled writes" | "seconds" | "longest wait" | "units";

/** One figure, as planned and as measured. */
export interface ComparedFigure {
  readonly figure: FigureName;
  /** The index whose units these are; default: the table. */
  readonly index?: string;
  readonly planned: number;
  readonly measured: number;
  /** How far the plan is off, as a share of what was measured; 0 where both are 0. */
  readonly offBy: number;
  readonly isWithin: boolean;
}

/** A share of what was measured, and where that is little, so much. */
interface Tolerance {
  readonly share: number;
  readonly atLeast: number;
}

const TOLERANCES: Readonly<Record<FigureName, Tolerance>> = {
  "throttled writes": { share: 0.05, atLeast: 5 },
  seconds: { share: 0.05, atLeast: 0 },
  // Nobody plans for less than a second.
  "longest wait": { share: 0.05, atLeast: 1 },
  units: { share: 0.01, atLeast: 0 },
};

/** Holds what was planned against what happened. */
export function compareFigures(
  planned: RunFigures,
  measured: RunFigures,
): readonly ComparedFigure[] {
  const units = Object.keys(measured.units).map((index) => ({
    ...(index === "" ? {} : { index }),
    ...compared("units", planned.units[index] ?? 0, measured.units[index] ?? 0),
  }));
  return [
    compared("throttled writes", planned.throttledWrites, measured.throttledWrites),
    compared("seconds", planned.completeSeconds, measured.completeSeconds),
    ...(measured.worstDelaySeconds > 0 || planned.worstDelaySeconds > 0
      ? [compared("longest wait", planned.worstDelaySeconds, measured.worstDelaySeconds)]
      : []),
    ...units,
  ];
}

function compared(figure: FigureName, planned: number, measured: number): ComparedFigure {
  const { share, atLeast } = TOLERANCES[figure];
  const off = Math.abs(planned - measured);
  const isWithin = off <= Math.max(atLeast, share * measured);
  const offBy = off === 0 ? 0 : (planned - measured) / measured;
  return { figure, planned, measured, offBy, isWithin };
}
