import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { stateDirOption } from "../local-cloud/state-dir.ts";
import type { StatusOptions } from "./runs/run-status.ts";

export function addStatusCommand(localCloud: Command, context: CommandContext): void {
  localCloud
    .command("status")
    .description("say whether it runs, where, and what runs in it; exit code 3 when it doesn't")
    .option("--watch", "show it anew each second, until Ctrl-C")
    .option(...stateDirOption)
    .addHelpText("after", HELP)
    .action(async (options: StatusOptions, command: Command) => {
      const { runStatus } = await import("./runs/run-status.ts");
      await runStatus(options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway local-cloud status
  $ spillway local-cloud status --watch
  $ spillway local-cloud status --json | jq '.functions[] | select(.last.result != "ok")'

With --watch and --json it prints a line each second.
${EXIT_CODES_HELP}`;
