import { formatCount, formatCounted, formatRate, formatSeconds } from "@spillway/report-page";
import type { ExportFormat, ExportReport } from "@spillway/table-export";
import type { Terminal } from "../command-line/terminal.ts";
import { remarkLines } from "./remark-words.ts";

/** What `spillway export` tells at its end. */
export interface ExportAnswer extends ExportReport {
  readonly table: string;
  /** The file, or - for standard output. */
  readonly file: string;
  readonly format: ExportFormat;
  /** The command that loads a CSV again; null for other formats, and where it can't be loaded. */
  readonly load: string | null;
  /** Why a CSV can't be loaded again. */
  readonly notLoadable: string | null;
}

/** An export's report for a person to read. */
export function exportText(
  answer: ExportAnswer,
  { bold, dim, red, green }: Terminal["colours"],
): string {
  const { complete, items, scanned, bytes, readUnits, table, file, resumedAt } = answer;
  const seconds = answer.durationMs / 1_000;
  const place = file === "-" ? "standard output" : file;
  const done = complete ? `written to ${place}` : "so far";
  const mark = complete ? green("✔") : red("✖");
  const lines = [
    `${mark} ${bold(`${formatCounted(items, "item")} of ${table} ${done}`)} in ${formatSeconds(seconds)}${dim(`, ${formatRate(answer.itemsPerSecond)} items/s`)}`,
    dim(
      `  ${FORMATS[answer.format]}, ${formatBytes(bytes)}, ${formatRate(readUnits)} read units${scanned === items ? "" : `, ${formatCounted(scanned, "item")} read`}`,
    ),
    ...(resumedAt === null ? [] : [dim(`  ${formatCount(resumedAt)} of them by earlier runs`)]),
    ...remarkLines(answer.format, answer.remarks).map((line) => `  ${line}`),
  ];
  if (answer.notLoadable !== null) lines.push(`  ${answer.notLoadable}`);
  if (answer.load !== null) lines.push(`  to load it again: ${answer.load}`);
  if (!complete) {
    lines.push(
      answer.checkpoint === null
        ? "  not done: the rest was not read"
        : "  not done: to go on, the same command with --resume",
    );
  }
  return lines.join("\n");
}

const FORMATS: Readonly<Record<ExportFormat, string>> = {
  "dynamodb-json": "DynamoDB JSON",
  "json-lines": "JSON Lines",
  csv: "CSV",
};

const UNITS = ["KB", "MB", "GB", "TB"] as const;

/** `840 bytes`, `11.2 MB`: 1,024 of one are one of the next, as DynamoDB counts. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return formatCounted(bytes, "byte");
  let size = bytes / 1_024;
  let unit: (typeof UNITS)[number] = "KB";
  for (const next of UNITS.slice(1)) {
    if (size < 1_024) break;
    size /= 1_024;
    unit = next;
  }
  return `${formatRate(size)} ${unit}`;
}
