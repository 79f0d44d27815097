import type { Command } from "commander";
import type { CommandContext } from "../../command-line/global-options.ts";
import { addLookCommands } from "./look.ts";
import { addRejectsCommand } from "./rejects.ts";
import { addSubmitCommand } from "./submit.ts";
import { addWaitCommand } from "./wait.ts";

export function addJobsCommand(program: Command, context: CommandContext): void {
  const jobs = program
    .command("jobs")
    .description("load by the ingestion service: submit, watch, cancel, and get back what failed");
  addSubmitCommand(jobs, context);
  addWaitCommand(jobs, context);
  addLookCommands(jobs, context);
  addRejectsCommand(jobs, context);
  for (const command of jobs.commands) {
    command.showHelpAfterError(`       See spillway jobs ${command.name()} --help`);
  }
}
