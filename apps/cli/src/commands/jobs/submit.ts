import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../../command-line/exit-codes.ts";
import type { CommandContext } from "../../command-line/global-options.ts";
import { oneOf } from "../../command-line/option-values.ts";
import { duration, ttlOption } from "../../load/load-option-values.ts";
import { withTextOptions } from "../../load/reading-options.ts";
import { API_HELP, withApiOptions } from "./api-options.ts";
import { jobRate } from "./job-rate.ts";
import type { SubmitOptions } from "./runs/run-submit.ts";

const STRATEGIES = ["direct", "buffered", "spillover"] as const;

export function addSubmitCommand(jobs: Command, context: CommandContext): void {
  const command = withApiOptions(
    jobs
      .command("submit")
      .argument("<source>", "a file, s3://bucket/key, s3://bucket/prefix/, or - for JSON Lines")
      .description("submit a job that loads records into a table"),
  )
    .requiredOption("-t, --table <name>", "the table to write to, by its name")
    .option("--pk <template>", "make the partition key of fields: 'USER#{id}'")
    .option("--sk <template>", "make the sort key of fields: 'ORDER#{date}'")
    .option("--rate <n|p%>", "write units a second of the whole job, or a share: 80%", jobRate)
    .option("--strategy <name>", `${STRATEGIES.join(", ")} (default: direct)`, oneOf(STRATEGIES))
    .option("--spill-after <duration>", "spillover: the rest into the queue after it", duration);
  withTextOptions(command)
    .option("--ttl <[attribute=]duration>", "let items expire after it: 30d", ttlOption)
    .option("--delete", "delete the items that have the records' keys")
    .option(
      "--idempotency-key <key>",
      "one job for all requests with this key (default: a new one)",
    )
    .option("--wait", "wait for the job's end, and show how far it is")
    .addHelpText("after", HELP)
    .action(async (source: string, options: SubmitOptions, command: Command) => {
      const { runSubmit } = await import("./runs/run-submit.ts");
      await runSubmit(source, options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway jobs submit users.csv --table users --pk 'USER#{id}' --sk PROFILE --wait
  $ spillway jobs submit s3://exports/2026/orders.jsonl.gz --table orders --rate 80%
  $ spillway jobs submit s3://exports/2026/11/ --table orders --strategy spillover
  $ spillway jobs submit kunden.csv --table users --encoding windows-1252 --empty null
  $ head -100 users.jsonl | spillway jobs submit - --table users --json
  $ spillway jobs submit s3://exports/users.csv --table users --idempotency-key nightly-2026-11-28

A file goes to S3 by an address that the API gives for it, up to 5 GiB, then it is a job's source.
What lies in S3 is read there by the workers, who must be allowed to. It is read as load reads it, by
the same options; below a prefix they are those of every object. Standard input is JSON Lines and goes
with the request: up to 10,000 records and 5 MB.

A request with the same key and content is the same job. A file is another object each time that it is
sent, so a key is of use with s3:// and standard input.

With --wait, Ctrl-C ends the waiting, not the job.
${API_HELP}
${EXIT_CODES_HELP}
1 with --wait also when records were not written, or the job failed or was cancelled.`;
