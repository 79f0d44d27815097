import type { ExportReport } from "@spillway/table-export";
import type { ExportAnswer } from "./export-text.ts";
import type { WrittenAs } from "./export-wishes.ts";
import { loadLine } from "./load-line.ts";
import type { SourceTable } from "./source-table.ts";

/** What an export came to, with the command that loads its file again. */
export function exportAnswer(
  report: ExportReport,
  {
    file,
    written,
    source,
  }: { readonly file: string; readonly written: WrittenAs; readonly source: SourceTable },
): ExportAnswer {
  const { name, keys } = source.shape;
  const { types } = report;
  const isCsv = types !== null;
  const notLoadable = isCsv ? whyNotLoadable(report, keys) : null;
  const hasNul = report.remarks.some(({ kind }) => kind === "nul");
  const canBeLoaded = isCsv && notLoadable === null && file !== "-";
  return {
    ...{ table: name, file, format: written.format },
    ...report,
    load: canBeLoaded
      ? loadLine({ file, table: name, delimiter: written.delimiter, types, hasNul })
      : null,
    notLoadable,
  };
}

function whyNotLoadable(
  { columns }: ExportReport,
  keys: SourceTable["shape"]["keys"],
): string | null {
  for (const { name, type } of [keys.partitionKey, ...(keys.sortKey ? [keys.sortKey] : [])]) {
    if (type === "B") {
      return `it can't be loaded again: the key "${name}" is binary, which only DynamoDB JSON keeps`;
    }
    if (!columns?.includes(name) && (columns?.length ?? 0) > 0) {
      return `it can't be loaded again as it is: it has no column "${name}", which the key needs`;
    }
  }
  return null;
}
