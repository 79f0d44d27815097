import type { Command } from "commander";
import type { CommandContext } from "../../command-line/global-options.ts";
import { addChangeCommands } from "./change.ts";
import { addHistoryCommand } from "./history.ts";
import { addStatusCommand } from "./status.ts";

export function addScaleCommand(program: Command, context: CommandContext): void {
  const scale = program
    .command("scale")
    .description("provisioned capacity: how it stands, raise it, bring it down, what was done");
  addStatusCommand(scale, context);
  addChangeCommands(scale, context);
  addHistoryCommand(scale, context);
  for (const command of scale.commands) {
    command.showHelpAfterError(`       See spillway scale ${command.name()} --help`);
  }
}
