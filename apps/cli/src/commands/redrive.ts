import type { Command } from "commander";
import type { CommandContext } from "../command-line/global-options.ts";
import { addRedriveQueueCommand } from "./redrive-queue.ts";
import { addRedriveStreamCommand } from "./redrive-stream.ts";

export function addRedriveCommand(program: Command, context: CommandContext): void {
  const redrive = program
    .command("redrive")
    .description("bring back what failed: messages of a dead-letter queue, records of a stream");
  addRedriveQueueCommand(redrive, context);
  addRedriveStreamCommand(redrive, context);
  for (const command of redrive.commands) {
    command.showHelpAfterError(`       See spillway redrive ${command.name()} --help`);
  }
}
