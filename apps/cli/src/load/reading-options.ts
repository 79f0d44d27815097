import { MAX_SHARDS } from "@spillway/item/write-sharding";
import type { LoadRequest } from "@spillway/load";
import { SOURCE_FORMATS } from "@spillway/load/source-formats";
import type { EmptyCells } from "@spillway/records";
import type { Command } from "commander";
import { oneOf, wholeNumber } from "../command-line/option-values.ts";
import {
  columnNames,
  columnTypes,
  csvDelimiter,
  csvEscape,
  encoding,
  ttlOption,
} from "./load-option-values.ts";

/** How a source is read, and what becomes of a record before it is written. */
export interface ReadingOptions
  extends Pick<LoadRequest, "pk" | "sk" | "shard" | "ttl">,
    TextOptions {
  readonly delete?: boolean;
  /** The file of a transform. */
  readonly transform?: string;
}

/** How a text is written: which format, and of a CSV what its cells are. */
export interface TextOptions
  extends Pick<
    LoadRequest,
    "format" | "encoding" | "delimiter" | "types" | "columns" | "skipLines" | "escape"
  > {
  /** False with `--no-header`. */
  readonly header: boolean;
  readonly empty: EmptyCells;
}

/** More than a banner has; so many lines are no matter to pass over. */
const MOST_SKIPPED_LINES = 1_000_000;
const EMPTY = ["omit", "keep", "null"] as const satisfies readonly EmptyCells[];

/** The options of {@link ReadingOptions}. */
export function withReadingOptions(command: Command): Command {
  return withTextOptions(command)
    .option(
      "--transform <file>",
      "an ES module that is given each record and gives a record, several or nothing",
    )
    .option("--pk <template>", "make the partition key of fields: 'USER#{id}'")
    .option("--sk <template>", "make the sort key of fields: 'ORDER#{date}'")
    .option(
      "--shard <n>",
      "spread each partition key over n: KEY#000, KEY#001, …",
      wholeNumber({ min: 2, max: MAX_SHARDS }),
    )
    .option(
      "--ttl <[attribute=]duration>",
      "let items expire after it: 12h, expires_at=30d",
      ttlOption,
    )
    .option("--delete", "delete the items that have the records' keys");
}

/** The options of {@link TextOptions}. */
export function withTextOptions(command: Command): Command {
  return command
    .option(
      "--format <name>",
      `${SOURCE_FORMATS.join(", ")} (default: found out)`,
      oneOf(SOURCE_FORMATS),
    )
    .option(
      "--encoding <name>",
      "what the text is in: windows-1252, shift_jis, … (default: UTF-8, or UTF-16 by its mark)",
      encoding,
    )
    .option(
      "--delimiter <character>",
      "between the fields of a CSV, or tab (default: found out)",
      csvDelimiter,
    )
    .option(
      "--columns <a,b,…>",
      "CSV: its columns' names in place of the header's; an empty one leaves its column out: ,name,age",
      columnNames,
    )
    .option("--no-header", "CSV: the first line is a record already (needs --columns)")
    .option(
      "--skip-lines <n>",
      "CSV: lines before the header, such as a title or comments",
      wholeNumber({ min: 0, max: MOST_SKIPPED_LINES }),
    )
    .option(
      "--escape <character|none>",
      "CSV: stands before a quote that is text, such as '\\' of MySQL (default: found out)",
      csvEscape,
    )
    .option(
      "--types <column:type,…>",
      "CSV: string, number or boolean; *:string for all (default: found from the first records)",
      columnTypes,
    )
    .option(
      "--empty <omit|keep|null>",
      'CSV: leave empty cells out, store them as "", or as NULL (not in keys: there they are left out)',
      oneOf(EMPTY),
      "omit",
    );
}
