import type { Beginning } from "./beginning/beginning.ts";
import { textOf } from "./beginning/source-format.ts";
import type { CsvWishes } from "./csv/find-csv-reading.ts";
import type { SourceFormat } from "./source-formats.ts";

/** What a person should know of a source before it is read: that nothing is in it, that a wish is in vain. */
export function sourceNotes(
  { head, isWhole }: Pick<Beginning, "head" | "isWhole">,
  format: SourceFormat,
  wishes: CsvWishes,
): readonly string[] {
  // Of several files some may well be empty, or of another format.
  if (wishes.isOneOfSeveral) return [];
  if (head.length === 0) return ["the source is empty: it has no records"];
  if (textOf(head) === "") return ["the source has nothing but blanks: it has no records"];
  if (format !== "csv") return inVain(format, wishes);
  const { skipLines = 0 } = wishes;
  const lines = isWhole && skipLines > 0 ? textOf(head).trimEnd().split("\n").length : undefined;
  if (lines === undefined || lines > skipLines) return [];
  return [`the source has ${lines} lines, and --skip-lines ${skipLines} leaves no record of them`];
}

function inVain(
  format: SourceFormat,
  { delimiter, columns, header, skipLines = 0, escape: character = "auto" }: CsvWishes,
): readonly string[] {
  const options = [
    ...(delimiter === undefined ? [] : ["--delimiter"]),
    ...(columns === undefined ? [] : ["--columns"]),
    ...(header === false ? ["--no-header"] : []),
    ...(skipLines === 0 ? [] : ["--skip-lines"]),
    ...(character === "auto" ? [] : ["--escape"]),
  ];
  if (options.length === 0) return [];
  const are = options.length === 1 ? "is" : "are";
  return [`${options.join(", ")} ${are} for CSV; of a source of ${format} nothing comes of it`];
}
