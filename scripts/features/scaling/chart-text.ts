import { styleText } from "node:util";
import type { Measured } from "./measured.ts";

const HEIGHT = 8;
const EIGHTHS = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇"];

/**
 * A chart of characters: what was used as bars, what was provisioned as a line over them, with a scale on
 * the left. Colours on a terminal alone.
 *
 * @param columns at most so many; more periods are drawn two or more in a column, each with its highest
 */
export function chartText(
  { used, provisioned }: Pick<Measured, "used" | "provisioned">,
  columns: number,
): string {
  const step = Math.max(1, Math.ceil(used.length / columns));
  const bars = highestOf(used, step);
  const line = highestOf(provisioned, step);
  const top = Math.max(1, ...bars, ...line);
  const rows = Array.from({ length: HEIGHT }, (_, index) => {
    const floor = ((HEIGHT - 1 - index) * top) / HEIGHT;
    const cells = bars.map((value, column) =>
      cellOf(value, line[column] ?? 0, floor, top / HEIGHT),
    );
    const scale = index === 0 ? String(Math.round(top)) : index === HEIGHT - 1 ? "0" : "";
    return `${scale.padStart(5)} │${cells.join("")}`;
  });
  return rows.join("\n");
}

/** One character: the line where it is in this row, else the bar as far as it reaches into it. */
function cellOf(value: number, provisioned: number, floor: number, height: number): string {
  const isLine = provisioned > floor && provisioned <= floor + height;
  if (isLine) return styleText("yellow", "━");
  const part = (value - floor) / height;
  if (part >= 1) return styleText("cyan", "█");
  return styleText("cyan", EIGHTHS[Math.max(0, Math.round(part * 7))] || " ");
}

function highestOf(values: readonly number[], step: number): number[] {
  return Array.from({ length: Math.ceil(values.length / step) }, (_, column) =>
    Math.max(...values.slice(column * step, (column + 1) * step)),
  );
}
