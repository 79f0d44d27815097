import { formatCount, formatMoney } from "@spillway/report-page";
import type { SimulationResult } from "@spillway/simulator";
import type { ShapeResult } from "./run-scaling.ts";

/** The figures of one simulation that are compared. */
export interface ScalingFigures {
  readonly policy: string;
  readonly throttledWrites: number;
  /** Of the table and its index, writes and reads. */
  readonly unitHours: number;
  readonly billedUnitHours: number;
  readonly dollars: number;
  readonly decreases: number;
}

/** What is compared of a simulation. */
export function figuresOf(result: SimulationResult): ScalingFigures {
  const sum = (how: "provisioned" | "billed") =>
    result.resources.reduce(
      (total, { unitHours }) => total + unitHours.read[how] + unitHours.write[how],
      0,
    );
  return {
    policy: result.policy,
    throttledWrites: result.writes.throttled,
    unitHours: sum("provisioned"),
    billedUnitHours: sum("billed"),
    dollars: result.dollars.billed,
    decreases: result.resources.reduce((total, { decreases }) => total + decreases, 0),
  };
}

const HEAD = ["", "throttled writes", "unit-hours", "billed", "dollars", "decreases"];

/** A table for each shape, for a terminal. */
export function scalingText(shapes: readonly ShapeResult[]): string {
  return shapes.flatMap(({ shape, results }) => [...shapeLines(shape, results), ""]).join("\n");
}

function shapeLines(shape: string, results: ShapeResult["results"]): readonly string[] {
  const rows = Object.values(results).map((result) => {
    const figures = figuresOf(result);
    return [
      figures.policy,
      formatCount(figures.throttledWrites),
      formatCount(figures.unitHours),
      formatCount(figures.billedUnitHours),
      formatMoney(figures.dollars),
      formatCount(figures.decreases),
    ];
  });
  const [first] = Object.values(results);
  const asked = formatCount(first?.writes.asked ?? 0);
  const widths = HEAD.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ");
  return [`${shape}: ${asked} writes in 30 days`, line(HEAD), ...rows.map(line)];
}
