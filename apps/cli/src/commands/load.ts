import type { LoadRequest } from "@spillway/load";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { maxUnits, wholeNumber } from "../command-line/option-values.ts";
import type { LoadFileNames } from "../load/files/load-files.ts";
import {
  type FromTableOptions,
  sourceOf,
  withFromTableOptions,
} from "../load/from-table-options.ts";
import { duration, queueUrl } from "../load/load-option-values.ts";
import type { LoadPaceOptions } from "../load/load-pace.ts";
import { type ReadingOptions, withReadingOptions } from "../load/reading-options.ts";
import { withTransform } from "../load/transform-option.ts";
import { type PricesOption, withPrices } from "../prices/prices-for.ts";

interface LoadOptions
  extends Omit<
      LoadRequest,
      "source" | "fromTable" | "transform" | "deletes" | "dryRun" | "resume" | "header"
    >,
    PricesOption,
    LoadFileNames,
    LoadPaceOptions,
    FromTableOptions,
    ReadingOptions {
  readonly environment?: string;
  readonly dryRun?: boolean;
  readonly resume?: boolean;
}

export function addLoadCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("load")
    .argument(
      "[source...]",
      "files, globs, folders, s3://bucket/key, s3://bucket/prefix/, - for standard input, or the folder of a DynamoDB export; none with --from-table",
    )
    .description("write the records of a file, or of a table, into a table, as fast as it allows")
    .option(
      "-t, --table <name>",
      "the table to write to, by its name or ARN (default: the one that a batch-write file names)",
    );
  withFromTableOptions(withReadingOptions(command));
  withPrices(command)
    .option("--dry-run", "check everything, tell units, time and cost, write nothing")
    .option("--resume", "go on where an earlier run of the same load left off")
    .option("--checkpoint <file>", "where the load keeps how far it is")
    .option("--rejects <file>", "where records go that were not written")
    .option(
      "--max-wcu <auto|n|p%|off>",
      "write units a second on the table and each index: what is provisioned, at most n, a part of it, or no pacing",
      maxUnits,
      "auto",
    )
    .option(
      "--share-pace",
      "share the capacity with the jobs, drains and loads that do so too (needs -e or --pace-table)",
    )
    .option("--pace-table <name>", "share it on this table instead of the environment's jobs table")
    .option(
      "-e, --environment <name>",
      "the deployed environment to load into; its jobs table has the pace",
    )
    .option("--concurrency <n|adaptive>", "requests in flight", concurrency, "adaptive")
    .option(
      "--max-attempts <n>",
      "how often one record is tried",
      wholeNumber({ min: 1, max: 100 }),
      8,
    )
    .option("--within <duration>", "write no longer than that: 10m, 2h", duration)
    .option(
      "--spill <queue-url>",
      "send to this queue what the table does not take in time",
      queueUrl,
    )
    .addHelpText("after", HELP)
    .action(async (source: string[], options: LoadOptions, command: Command) => {
      const { delete: deletes = false, dryRun = false, resume = false, ...rest } = options;
      const { checkpoint, rejects, sharePace, paceTable, environment, prices, ...others } = rest;
      const { fromTable: _, transform: file, ...wishes } = others;
      const read = sourceOf(source, options);
      const [{ runLoad }, { loadFiles }] = await Promise.all([
        import("../load/run-load.ts"),
        import("../load/files/load-files.ts"),
      ]);
      const stores = loadFiles({ checkpoint, rejects, dryRun });
      const pace = { sharePace, paceTable };
      await withTransform(file, (transform) =>
        runLoad(
          { ...wishes, ...read, ...transform, deletes, dryRun, resume },
          { from: options, stores, pace, environment, prices },
          command,
          context,
        ),
      );
    });
}

const HELP = `
Examples:
  $ spillway load users.csv --table Users
  $ spillway load users.csv --table Users --dry-run
  $ spillway load pandas.csv --table Users --columns ,id,name --empty null
  $ spillway load report.csv --table Users --skip-lines 2
  $ spillway load dump.txt -t Users --no-header --columns id,name --delimiter tab --escape '\\'
  $ spillway load orders.jsonl.gz --table App --pk 'USER#{user}' --sk '{date}'
  $ spillway load s3://exports/orders.jsonl.gz --table Orders --max-wcu 80%
  $ spillway load 'data/**/*.csv.gz' --table Users
  $ spillway load kunden.csv --table Users --encoding windows-1252
  $ spillway load s3://exports/2026/ more.csv --table Orders
  $ aws dynamodb scan --table-name Users | spillway load - --table UsersCopy
  $ spillway load batch-write.json
  $ spillway load s3://exports/AWSDynamoDB/01693685827463-2d8752fd/ -t Orders
  $ zcat dump.gz | spillway load - --table Users --types 'zip:string'
  $ spillway load users.csv --table Users --share-pace -e dev
  $ spillway load users.csv --table Users --resume
  $ spillway load spike.jsonl --table Orders --within 5m --spill https://sqs.…
  $ spillway load users.csv.Users.rejects.jsonl --table Users
  $ spillway load --from-table Users --table UsersCopy --max-rcu 50%
  $ spillway load --from-table Users --table Users --filter 'age < :min' \
      --values '{":min":{"N":"18"}}' --delete
  $ spillway load users.csv --table Users --transform clean.mjs

A CSV's header names its columns, or --columns does, as one line of CSV. Plain,
gzip or zstd, and which format it is, is found out by looking. A column that is
a key of the table or an index gets the key's type; empty cells are left out.
--escape '\\' is as MySQL writes: \\" \\\\ \\0 \\b \\n \\r \\t \\Z, \\N alone is NULL, any
other character means itself. Found out, it stands for a quote, itself and \\N
only; what could be read otherwise is rejected.

JSON may be on lines, in an array, printed, or what scan and query answered. A
request file of aws dynamodb batch-write-item says its table itself: --table
takes those of one table of several, or sends those of the only one elsewhere.

Several files, a glob, a folder and s3://bucket/prefix/ are one load: in the
order of the arguments, below each in byte order of names (number them part-09,
part-10). What begins with _ or a point, manifests and empty files are passed
over, and said. --resume goes on in the file that was reached.

A transform is a module such as
  export default (user) => user.id ? { ...user, pk: \`USER#\${user.id}\` } : null;
What it throws rejects that record alone. It is done before --pk, --sk, --ttl
and --delete, one record at a time, in order; a promise is waited for.

A load keeps how far it is in <source>.<table>.checkpoint.json in this folder
until it is done, and --resume goes on there. Ctrl-C stops reading and writes
what was read; a second one stops at once.
With --share-pace it takes turns with all who write the table and share its
pace on the same jobs table: together they keep to the capacity. --max-wcu 100
is then this load's own limit, and 80% that part of its turns.
--from-table reads a table in parallel, at the pace of its read units; --resume
goes on at the page it came to. A filter's items are read and paid for, passed
or not; so is a --dry-run. What is written to the table meanwhile may be in the
copy or not: an exact moment is DynamoDB's export to S3, which load reads too.
--dry-run prices the load by the list prices of the table's region, or by
--prices, AWS's own lists.
Records that can't be written go to <source>.<table>.rejects.jsonl with the
reason: mend the cause or the line, then load that file.
${EXIT_CODES_HELP}
1 also when records were rejected or failed, or the load was interrupted.`;

function concurrency(text: string): number | "adaptive" {
  return text === "adaptive" ? text : wholeNumber({ min: 1, max: 256 })(text);
}
