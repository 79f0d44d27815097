import { join } from "node:path";
import type { Command } from "commander";
import { accessText } from "../access/access-text.ts";
import { readAccess } from "../access/read-access.ts";
import { readExcuses } from "../access/unused-permissions.ts";
import { EXIT, EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { checkoutFolders, checkoutRoot } from "../environment/checkout.ts";
import { cliError } from "../errors.ts";

interface ReportOptions {
  readonly role?: string;
  readonly reasons?: string;
  readonly stateDir: string;
}

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
    .option(
      "--state-dir <folder>",
      "where the local cloud's state is",
      checkoutFolders(checkoutRoot).localCloud,
    )
    .addHelpText("after", HELP)
    .action((options: ReportOptions, command: Command) => report(options, command, context));
  for (const command of access.commands) {
    command.showHelpAfterError(`       See spillway access ${command.name()} --help`);
  }
}

const DEFAULT_REASONS = "terraform/unused-permissions.json";

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

async function report(
  { role, reasons, stateDir }: ReportOptions,
  command: Command,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  const { endpoint, json } = globalOptions(command);
  const file = reasons ?? join(checkoutRoot, DEFAULT_REASONS);
  const { accessReport } = await import("../access/access-report.ts");
  const excuses = await readExcuses(file, reasons === undefined);
  const made = accessReport(await readAccess(endpoint, stateDir), excuses, role);
  if (role !== undefined && made.roles.length === 0) {
    throw cliError("ROLE_UNKNOWN", `expected the name of a role that is deployed; came ${role}`);
  }
  terminal.print(
    json === true ? JSON.stringify(made, null, 2) : accessText(made, terminal.colours),
  );
  endWith(made.ok ? EXIT.ok : EXIT.incomplete);
}
