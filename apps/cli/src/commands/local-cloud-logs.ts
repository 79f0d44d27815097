import type { FunctionLog } from "@spillway/local-cloud";
import type { Command } from "commander";
import { age } from "../command-line/age-value.ts";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { wholeNumber } from "../command-line/option-values.ts";
import { untilSignal } from "../command-line/until-signal.ts";
import { logText } from "../local-cloud/log-text.ts";
import { readStatus } from "../local-cloud/read-status.ts";

interface LogsOptions {
  readonly stateDir: string;
  readonly follow?: boolean;
  readonly since?: number;
  readonly lines: number;
}

const LINES = 100;

export function addLogsCommand(
  localCloud: Command,
  context: CommandContext,
  stateDir: readonly [string, string, string],
): void {
  localCloud
    .command("logs")
    .argument("<function>", "name of a function that is deployed, or was")
    .description("print what a function wrote, while the local cloud runs or after")
    .option("--follow", "go on with what it writes from now on, until Ctrl-C")
    .option("--since <age>", "only lines that are not older, such as 30s, 5m or 2h", age)
    .option("--lines <n>", "the last lines, at most", wholeNumber({ min: 0 }), LINES)
    .option(...stateDir)
    .addHelpText("after", HELP)
    .action((name: string, options: LogsOptions, command: Command) =>
      logs(name, options, command, context),
    );
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

async function logs(
  functionName: string,
  { stateDir, follow, since, lines }: LogsOptions,
  command: Command,
  { terminal }: CommandContext,
): Promise<void> {
  const { region, json } = globalOptions(command);
  const { findLog, followLog, lastLines } = await import("@spillway/local-cloud");
  const { systemClock } = await import("@spillway/pacing");
  const deployed = await deployedNow(stateDir);
  const { file, older }: FunctionLog = findLog({ stateDir, functionName, region, deployed });
  const print = (line: { readonly at?: string; readonly text: string }) =>
    terminal.print(json === true ? JSON.stringify(line) : logText(line, terminal.colours));
  const read = await lastLines([...older, file], {
    lines,
    ...(since === undefined ? {} : { sinceMs: Date.now() - since }),
  });
  for (const line of read.lines) print(line);
  if (follow !== true) {
    if (read.lines.length === 0) terminal.note(`${functionName} has written nothing so far`);
    return;
  }
  const stopping = new AbortController();
  void untilSignal(process).then(() => stopping.abort());
  await followLog(file, {
    clock: systemClock,
    signal: stopping.signal,
    from: read.position,
    onLine: print,
  });
}

/** What is deployed, as far as a running local cloud says: one that has not run yet has no log. */
async function deployedNow(stateDir: string) {
  try {
    const found = await readStatus(undefined, stateDir);
    return found.running ? found.functions : [];
  } catch {
    return [];
  }
}
