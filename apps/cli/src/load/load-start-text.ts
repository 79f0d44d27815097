import type { LoadStart } from "@spillway/load";
import { formatCount } from "@spillway/report-page";
import { filesText } from "./load-files-text.ts";

const DELIMITERS: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
};
const FORMATS: Readonly<Record<string, string>> = {
  csv: "CSV",
  "json-lines": "JSON Lines",
  json: "JSON",
  "dynamodb-json": "DynamoDB JSON",
  "batch-write": "requests of batch-write-item",
  ion: "Amazon Ion",
  rejects: "a reject file",
  export: "a DynamoDB export",
  table: "a table",
};

/** What was found out of a source, for a person: lines to be shown before the first record is written. */
export function startText(start: LoadStart): string[] {
  const { format, encoding, columns, items, files, notes, resume, resumedAt, unfinished } = start;
  const lines = files === undefined ? [] : filesText(files);
  if (format !== "several") lines.push(formatWords(format, encoding, columns) + sizeWords(items));
  if (columns?.escape?.found === true) {
    lines.push(
      "fields escape quotes by a backslash, by the first records (to change that: --escape none)",
    );
  }
  lines.push(...notes);
  const numbers = namesOf(columns, "number");
  const booleans = namesOf(columns, "boolean");
  if (numbers.length + booleans.length > 0) {
    const found = [
      numbers.length > 0 ? `numbers: ${numbers.join(", ")}` : "",
      booleans.length > 0 ? `booleans: ${booleans.join(", ")}` : "",
    ].filter((part) => part !== "");
    lines.push(
      `types, by the first records: ${found.join("; ")}; every other column is text (to change that: --types)`,
    );
  }
  if (resumedAt !== undefined) lines.push(`going on at record ${formatCount(resumedAt)}`);
  else if (resume) lines.push("nothing to resume: it begins at the first record");
  if (unfinished !== undefined) {
    lines.push(
      `it begins at the first record; an earlier load stopped at record ${formatCount(unfinished.next)}, to go on there instead: --resume --checkpoint ${unfinished.keptAs}`,
    );
  }
  return lines;
}

function formatWords(
  format: string,
  encoding: string | undefined,
  columns: LoadStart["columns"],
): string {
  const known = FORMATS[format] ?? format;
  const name = encoding === undefined ? known : `${known} in ${encoding}`;
  if (columns === undefined) return name;
  const delimiter = DELIMITERS[columns.delimiter] ?? JSON.stringify(columns.delimiter);
  const { length } = columns.columns;
  const out = columns.columns.filter((column) => column.name === "").length;
  const count = `${length} ${length === 1 ? "column" : "columns"}`;
  return `${name}, ${count}${out > 0 ? `, ${out} left out` : ""}, delimiter ${delimiter}`;
}

function namesOf(columns: LoadStart["columns"], type: "number" | "boolean"): string[] {
  const found = columns?.columns.filter((column) => column.inferred && column.type === type) ?? [];
  return found.map(({ name }) => name);
}

/** How large a table is. */
function sizeWords(items: number | undefined): string {
  if (items === undefined) return "";
  return ` of about ${formatCount(items)} items, as DynamoDB last counted them`;
}
