import type { Command } from "commander";
import type { CommandContext } from "../command-line/global-options.ts";
export function addLocalCloudCommand(program: Command, _context: CommandContext): void {
  program.command("local-cloud").description("a local AWS");
}
