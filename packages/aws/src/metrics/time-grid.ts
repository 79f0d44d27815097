/** The periods that a series has one value for each of: value `i` covers `startMs + i × period`. */
export interface TimeGrid {
  readonly startMs: number;
  readonly periodSeconds: number;
  readonly length: number;
}

/** A metric's value at the beginning of a period, as CloudWatch sends it. */
export interface Datapoint {
  readonly atMs: number;
  readonly value: number;
}

/** The whole periods, aligned as CloudWatch aligns them, that cover the span, ends included. */
export function gridOver(fromMs: number, toMs: number, periodSeconds: number): TimeGrid {
  const periodMs = periodSeconds * 1_000;
  const startMs = Math.floor(fromMs / periodMs) * periodMs;
  const length = Math.max(1, Math.floor((toMs - startMs) / periodMs) + 1);
  return { startMs, periodSeconds, length };
}

/** A sum in each period; where no datapoint came nothing happened. */
export function sumsOn(grid: TimeGrid, points: readonly Datapoint[]): number[] {
  const values = new Array<number>(grid.length).fill(0);
  for (const { atMs, value } of points) {
    const index = indexOf(grid, atMs);
    if (index !== undefined) values[index] = (values[index] ?? 0) + value;
  }
  return values;
}

/** A level in each period; where no datapoint came it is what it was before, at first `initial`. */
export function levelsOn(grid: TimeGrid, points: readonly Datapoint[], initial: number): number[] {
  const known = new Map<number, number>();
  for (const { atMs, value } of points) {
    const index = indexOf(grid, atMs);
    if (index !== undefined) known.set(index, Math.max(value, known.get(index) ?? value));
  }
  let level = initial;
  return Array.from({ length: grid.length }, (_, index) => {
    level = known.get(index) ?? level;
    return level;
  });
}

function indexOf(grid: TimeGrid, atMs: number): number | undefined {
  const index = Math.floor((atMs - grid.startMs) / (grid.periodSeconds * 1_000));
  return index >= 0 && index < grid.length ? index : undefined;
}
