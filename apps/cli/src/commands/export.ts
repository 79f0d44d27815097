import { EXPORT_FORMATS } from "@spillway/table-export/export-format";
import { type Command, InvalidArgumentError } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { oneOf } from "../command-line/option-values.ts";
import type { ExportWishes } from "../export/export-wishes.ts";
import { csvDelimiter } from "../load/load-option-values.ts";
import { withScanOptions } from "../table-scan/scan-options.ts";

type ExportOptions = Omit<ExportWishes, "table" | "file" | "resume" | "force"> & {
  readonly resume?: boolean;
  readonly force?: boolean;
};

export function addExportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("export")
    .argument("<table>", "the table to read, by its name or ARN")
    .argument("<file>", "the file to write, or - for standard output")
    .description("write a table's items into a file, in DynamoDB JSON, JSON Lines or CSV")
    .option(
      "--format <name>",
      `${EXPORT_FORMATS.join(", ")} (default: by the file's name, else dynamodb-json)`,
      oneOf(EXPORT_FORMATS),
    )
    .option("--columns <a,b,…>", "CSV: these attributes (default: all that are found)", columns)
    .option("--delimiter <character>", "CSV: between the cells, or tab (default: ,)", csvDelimiter)
    .option("--resume", "go on where an earlier run of the same export left off")
    .option("--force", "take the place of a file that is there, or of an unfinished export");
  withScanOptions(command)
    .addHelpText("after", HELP)
    .action(async (table: string, file: string, options: ExportOptions, command: Command) => {
      const { resume = false, force = false, ...rest } = options;
      const { runExport } = await import("../export/run-export.ts");
      await runExport({ ...rest, table, file, resume, force }, command, context);
    });
}

/** `id,name,age` */
function columns(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "") && new Set(names).size === names.length) return names;
  throw new InvalidArgumentError("Expected names of attributes, each once, such as id,name,age.");
}

const HELP = `
Examples:
  $ spillway export Users users.json
  $ spillway export Users users.json.zst --resume
  $ spillway export Users users.jsonl.gz
  $ spillway export Users users.csv --columns id,name,age
  $ spillway export Users adults.csv --filter 'age > :min' --values '{":min":{"N":"17"}}'
  $ spillway export Users - --index byEmail | jq -c .Item
  $ spillway export Users - | spillway load - --table UsersCopy

The file's name says the format, and whether it is compressed:
  .json           DynamoDB JSON, a line for each item, as an export to S3 has it:
                  exact, and what load reads back to the last digit. So is any
                  other name, but one of a format that is not written here,
                  such as .parquet or .xlsx: that is refused without --format
  .jsonl .ndjson  plain JSON: every digit of a number; sets become lists, and
                  binary becomes base64 text
  .csv .tsv       numbers with every digit, lists, maps and sets as JSON, binary
                  as base64; null and absent are empty cells, an empty text is ""
  .gz .zst        after one of these: gzip, zstd
What can't be told from something else afterwards is said at the end, and for a
CSV the command that loads it again.

It is written to <file>.partial, and gets its name when it is whole. Ctrl-C, a
crash or a full disk leave <file>.checkpoint.json, and --resume goes on there:
of a table that nobody changes meanwhile each item is in the file once. What
changes meanwhile may be in it or not: an export is no snapshot of a moment (a
table with point-in-time recovery has one: aws dynamodb
export-table-to-point-in-time). Items come in no order.
A CSV without --columns needs the room of all items twice: they wait in
<file>.spool until all columns are known. Texts are written as they are: a
spreadsheet takes those that begin with =, +, - or @ for formulas.
To - the items go to standard output, and everything else, --json's document
too, to standard error.
--max-rcu auto takes what the table's provisioned capacity allows.
${EXIT_CODES_HELP}
1 also when the export was interrupted.`;
