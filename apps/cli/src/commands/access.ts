import type { Command } from "commander";
import { DEFAULT_REASONS } from "../access/default-reasons.ts";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { stateDirOption } from "../local-cloud/state-dir.ts";
import type { ReportOptions } from "./runs/run-access-report.ts";

export function addAccessCommand(program: Command, context: CommandContext): void {
  const access = program
    .command("access")
    .description("what roles may do, and what they did in the local cloud")
    .addHelpText("after", HELP);
  access
    .command("report")
    .description(
      "print each role's permissions, which were used since the start, and what was refused",
    )
    .option("--role <name>", "only roles of this name; * and ? match as in a policy")
    .option("--reasons <file>", `why permissions may stay unused (default: ${DEFAULT_REASONS})`)
    .option(...stateDirOption)
    .addHelpText("after", HELP)
    .action(async (options: ReportOptions, command: Command) => {
      const { runAccessReport } = await import("./runs/run-access-report.ts");
      await runAccessReport(options, command, context);
    });
  for (const command of access.commands) {
    command.showHelpAfterError(`       See spillway access ${command.name()} --help`);
  }
}

const HELP = `
Examples:
  $ spillway access report
  $ spillway access report --role 'spillway-local-*-consumer'
  $ spillway access report --json | jq '.roles[].permissions[] | select(.verdict == "unused")'

The reasons are a JSON list. In each pattern * and ? match as in a policy; without a resource any is meant:
  [{ "role": "*", "action": "xray:*", "resource": "*", "reason": "traces are sampled" }]

Exits with 1 when a permission was never used and has no reason, when a request was refused, or when
a policy can't be read; with 3 when no local cloud runs.
${EXIT_CODES_HELP}`;
