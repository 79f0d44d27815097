import type { Command } from "commander";
import { age } from "../command-line/age-value.ts";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { wholeNumber } from "../command-line/option-values.ts";
import { stateDirOption } from "../local-cloud/state-dir.ts";
import type { LogsOptions } from "./runs/run-logs.ts";

const LINES = 100;

export function addLogsCommand(localCloud: Command, context: CommandContext): void {
  localCloud
    .command("logs")
    .argument("<function>", "name of a function that is deployed, or was")
    .description("print what a function wrote, while the local cloud runs or after")
    .option("--follow", "go on with what it writes from now on, until Ctrl-C")
    .option("--since <age>", "only lines that are not older, such as 30s, 5m or 2h", age)
    .option("--lines <n>", "the last lines, at most", wholeNumber({ min: 0 }), LINES)
    .option(...stateDirOption)
    .addHelpText("after", HELP)
    .action(async (name: string, options: LogsOptions, command: Command) => {
      const { runLogs } = await import("./runs/run-logs.ts");
      await runLogs(name, options, command, context);
    });
}

const HELP = `
Examples:
  $ spillway local-cloud logs orders-consumer
  $ spillway local-cloud logs orders-consumer --follow --since 5m
  $ spillway local-cloud logs orders-consumer --region eu-west-1 --lines 1000

Following goes on when the function is deployed again, and when the local cloud is started again.
--region is needed only where functions of several regions have the name. With --json each line is a
document: {"at":…,"text":…}.
${EXIT_CODES_HELP}`;
