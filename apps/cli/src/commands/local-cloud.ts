import type { ProxyDecreaseRule } from "@spillway/capacity-proxy";
import type { LocalCloudOptions } from "@spillway/local-cloud";
import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { wholeNumber } from "../command-line/option-values.ts";
import { decreaseRule, updatingSeconds } from "../command-line/update-options.ts";
import { localCloudPackage } from "../local-cloud/local-cloud-package.ts";
import { stateDirOf, stateDirOption } from "../local-cloud/state-dir.ts";
import { addLogsCommand } from "./local-cloud-logs.ts";
import { addStatusCommand } from "./local-cloud-status.ts";

interface StateOptions {
  readonly stateDir?: string;
}

interface StartOptions extends StateOptions {
  readonly port: number;
  readonly burstSeconds: number;
  readonly updatingSeconds: number;
  readonly decreaseRule: ProxyDecreaseRule;
  readonly asynchronousRetrySeconds: number;
  readonly enforceAll?: boolean;
  readonly persist?: string;
}

export function addLocalCloudCommand(program: Command, context: CommandContext): void {
  const localCloud = program
    .command("local-cloud")
    .description(
      "a local AWS in the background: runs functions and what triggers them, and throttles",
    )
    .addHelpText("after", HELP);
  localCloud
    .command("start")
    .description("start it and wait until it answers; one that runs is left as it is")
    .option(
      "--port <n>",
      "its port, or the next free one",
      wholeNumber({ min: 1, max: 65_535 }),
      4_566,
    )
    .option(
      "--burst-seconds <n>",
      "unused capacity that a table saves, in seconds, 0 to 300",
      wholeNumber({ min: 0, max: 300 }),
      300,
    )
    .option(...updatingSeconds)
    .option(...decreaseRule)
    .option(
      "--asynchronous-retry-seconds <n>",
      "how long an asynchronous event waits after its function failed, 1 to 900",
      wholeNumber({ min: 1, max: 900 }),
      60,
    )
    .option("--enforce-all", "hold everybody to IAM policies, not only the functions' roles")
    .option("--persist <folder>", "keep everything there, for after a restart or a crash")
    .option(...stateDirOption)
    .addHelpText("after", START_HELP)
    .action((options: StartOptions, command: Command) => start(options, command, context));
  localCloud
    .command("stop")
    .description("stop it, and whatever a crashed one left running")
    .option(...stateDirOption)
    .addHelpText("after", EXIT_CODES_HELP)
    .action((options: StateOptions, command: Command) => stop(options, command, context));
  addStatusCommand(localCloud, context);
  addLogsCommand(localCloud, context);
  for (const command of localCloud.commands) {
    command.showHelpAfterError(`       See spillway local-cloud ${command.name()} --help`);
  }
}

const HELP = `
Examples:
  $ spillway local-cloud start --burst-seconds 15
  $ spillway local-cloud start --persist .spillway/kept
  $ spillway local-cloud status --watch
  $ spillway local-cloud logs orders-consumer --follow
  $ aws --endpoint-url http://127.0.0.1:4566 dynamodb list-tables
  $ spillway local-cloud stop
${EXIT_CODES_HELP}`;

const START_HELP = `
Examples:
  $ spillway local-cloud start --burst-seconds 15 --region eu-west-1
  $ spillway local-cloud start --persist .spillway/kept
  $ spillway local-cloud start --updating-seconds 5 --decrease-rule "four and one an hour"

--region is the one that it begins with, us-east-1 by default; the others run too. One that runs already keeps
the options that it was started with: stop it first.
${EXIT_CODES_HELP}`;

async function start(
  options: StartOptions,
  command: Command,
  { terminal }: CommandContext,
): Promise<void> {
  const { region, json } = globalOptions(command);
  const { startDetached } = await localCloudPackage();
  const stateDir = stateDirOf(options.stateDir);
  const settings: LocalCloudOptions = {
    ...options,
    stateDir,
    ...(region === undefined ? {} : { region }),
  };
  const { startedText } = await import("../local-cloud/started-text.ts");
  const began = Date.now();
  const running = await startDetached(settings);
  terminal.print(json === true ? JSON.stringify(running, null, 2) : startedText(running, began));
}

async function stop(
  { stateDir }: StateOptions,
  command: Command,
  { terminal }: CommandContext,
): Promise<void> {
  const { stopDetached } = await localCloudPackage();
  const stopped = await stopDetached({ stateDir: stateDirOf(stateDir) });
  const text = stopped ? "local cloud stopped" : "no local cloud was running";
  terminal.print(globalOptions(command).json === true ? JSON.stringify({ stopped }) : text);
}
