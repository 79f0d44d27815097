import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";

export function addIdentityCommand(program: Command, context: CommandContext): void {
  program
    .command("identity")
    .description("show which AWS account and identity the credentials belong to")
    .addHelpText("after", HELP)
    .action(async (_options: object, command: Command) => {
      const { runIdentity } = await import("./runs/run-identity.ts");
      await runIdentity(command, context);
    });
}

const HELP = `
Examples:
  $ spillway identity
  $ AWS_PROFILE=dev spillway identity --json
${EXIT_CODES_HELP}`;
