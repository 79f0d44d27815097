import { SERVED_SERVICES } from "../../src/gateway/services/served-services.ts";
import { FEATURES } from "./features.ts";

/** One table of the README: cells, row by row, the head among them. */
export type TextTable = readonly (readonly string[])[];

const STANDINGS = { runs: "runs", answered: "moto answers", refused: "refused" } as const;

/** Every service and how it stands, as the README says it. */
export const SERVICES_TABLE: TextTable = [
  ["service", "here", "what can be counted on"],
  ...SERVED_SERVICES.map(({ title, standing, sentence }) => [title, STANDINGS[standing], sentence]),
];

/** Parts of services of which some runs and some is refused, as the README says it. */
export const FEATURES_TABLE: TextTable = [
  ["of", "runs", "refused when it is set"],
  ...FEATURES.map(({ title, runs, refused }) => [title, runs, refused]),
];

/** A table in Markdown, its columns aligned. */
export function markdownTable([head = [], ...rows]: TextTable): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
