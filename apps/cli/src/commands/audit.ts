import { DEFAULT_AUDIT_PREFIX } from "@spillway/change-capture/audit-prefix";
import { systemClock } from "@spillway/pacing";
import { type Command, Option } from "commander";
import { moment } from "../audit/time-value.ts";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import type { AuditOptions } from "./runs/run-audit.ts";

export function addAuditCommand(program: Command, context: CommandContext): void {
  const nowMs = systemClock.now();
  program
    .command("audit")
    .argument("<table>", "the table that the item is in, or was")
    .argument("<key...>", "the item's key: values in the table's order, or Name=value")
    .description("show the history of one item from the audit log, or what it was at a time")
    .option("-e, --environment <name>", "a deployed environment that has feature capture", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .addOption(
      new Option("--bucket <name>", "the bucket of the audit log, instead of an environment") //
        .conflicts(["environment", "outputs"]),
    )
    .option("--prefix <text>", `what the log's keys begin with (default: ${DEFAULT_AUDIT_PREFIX})`)
    .option("--at <time>", "the item as it was then", moment(nowMs))
    .option("--from <time>", "only changes from then on", moment(nowMs))
    .option("--to <time>", "only changes until then", moment(nowMs, "its last moment"))
    .option("--sql", "print the same as a query of Athena's, for long logs")
    .addHelpText("after", HELP)
    .action(
      async (table: string, key: readonly string[], options: AuditOptions, command: Command) => {
        const { runAudit } = await import("./runs/run-audit.ts");
        await runAudit(table, key, options, command, context);
      },
    );
}

const HELP = `
Examples:
  $ spillway audit spillway-local-user-activity test-user-001 login-001
  $ spillway audit spillway-local-user-activity UserId=test-user-001 ActivityId=login-001 --at 10m
  $ spillway audit orders 1042 --bucket my-audit --at 2026-11-28T18:40:00Z
  $ spillway audit orders 1042 --from 2026-11-01 --to 2026-11-30 --json
  $ spillway audit orders 1042 -e prod --sql

A time is ISO 8601, in UTC where it names no zone, or how long ago: 30s, 10m, 2h, 1d. DynamoDB gives the
times of changes in whole seconds, rounded down: --at is what the last change left whose time is not
later, and of several in a second the last one, by its sequence number. The log gets a change some seconds
after it was made.

The log is not sorted by item: all objects of the table are read, or of the days from --from to --to.

Needs s3:ListBucket on the bucket and s3:GetObject on the log; dynamodb:DescribeTable to know the key's
order and types, or names in the key; of an encrypted bucket kms:Decrypt.
${EXIT_CODES_HELP}
1 also when the log has nothing of the item, has a hole in its history, or can't tell what it was.`;
