import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { EXIT_CODES_HELP } from "./command-line/exit-codes.ts";
import type { CommandContext } from "./command-line/global-options.ts";
import { httpAddress } from "./command-line/option-values.ts";
import { addAccessCommand } from "./commands/access.ts";
import { addAuditCommand } from "./commands/audit.ts";
import { addCapacityProxyCommand } from "./commands/capacity-proxy.ts";
import { addCompareCommand } from "./commands/compare.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addExportCommand } from "./commands/export.ts";
import { addIdentityCommand } from "./commands/identity.ts";
import { addJobsCommand } from "./commands/jobs/jobs.ts";
import { addLoadCommand } from "./commands/load.ts";
import { addLocalCloudCommand } from "./commands/local-cloud.ts";
import { addPlanCommand } from "./commands/plan.ts";
import { addRedriveCommand } from "./commands/redrive.ts";
import { addReportCommand } from "./commands/report.ts";
import { addScaleCommand } from "./commands/scale/scale.ts";

/** The command line as a whole: its commands, and the options that all of them take. */
export function createProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command("spillway")
    .description(
      "Heavy and spiky writes into Amazon DynamoDB without throttling, loss or overspend",
    )
    .option(
      "--endpoint <url>",
      "endpoint of every AWS service, such as a local cloud's",
      httpAddress,
    )
    .option("--region <name>", "AWS region (default: the environment's, or AWS_REGION)")
    .option("--json", "print one JSON document on standard output, and no progress")
    .version(manifest.version, "-V, --version", "print the version")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) =>
        write(text.replace("error:", terminal.noteColours.red("error:"))),
    })
    .showHelpAfterError("       See spillway --help")
    .exitOverride()
    .addHelpText("after", HELP);
  addPlanCommand(program, context);
  addLoadCommand(program, context);
  addExportCommand(program, context);
  addJobsCommand(program, context);
  addCompareCommand(program, context);
  addReportCommand(program, context);
  addRedriveCommand(program, context);
  addAuditCommand(program, context);
  addIdentityCommand(program, context);
  addAccessCommand(program, context);
  addScaleCommand(program, context);
  addLocalCloudCommand(program, context);
  addCapacityProxyCommand(program, context);
  addCompletionCommand(program, context);
  for (const command of program.commands) {
    command.showHelpAfterError(`       See spillway ${command.name()} --help`);
  }
  return program;
}

const HELP = `
Examples:
  $ spillway plan users.csv --table Users
  $ spillway load users.csv --table Users
  $ spillway export Users users.json
  $ spillway jobs submit users.csv --table users --wait
  $ spillway compare --environment local
  $ spillway report --environment dev --output spike.html
  $ spillway scale status
  $ spillway redrive queue orders-dlq --dry-run
  $ spillway local-cloud start
${EXIT_CODES_HELP}`;
