import type { Command } from "commander";
import { EXIT, EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { untilSignal } from "../command-line/until-signal.ts";
import { type FoundStatus, readStatus } from "../local-cloud/read-status.ts";
import { statusText } from "../local-cloud/status-text.ts";
import { stoppedText } from "../local-cloud/stopped-text.ts";
import { watchStatus } from "../local-cloud/watch-status.ts";

interface StatusOptions {
  readonly stateDir: string;
  readonly watch?: boolean;
}

export function addStatusCommand(
  localCloud: Command,
  context: CommandContext,
  stateDir: readonly [string, string, string],
): void {
  localCloud
    .command("status")
    .description("say whether it runs, where, and what runs in it; exit code 3 when it doesn't")
    .option("--watch", "show it anew each second, until Ctrl-C")
    .option(...stateDir)
    .addHelpText("after", HELP)
    .action((options: StatusOptions, command: Command) => status(options, command, context));
}

const HELP = `
Examples:
  $ spillway local-cloud status
  $ spillway local-cloud status --watch
  $ spillway local-cloud status --json | jq '.functions[] | select(.last.result != "ok")'

With --watch and --json it prints a line each second.
${EXIT_CODES_HELP}`;

async function status(
  { stateDir, watch }: StatusOptions,
  command: Command,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  const { endpoint, json } = globalOptions(command);
  const read = () => readStatus(endpoint, stateDir);
  if (watch !== true) {
    const found = await read();
    terminal.print(
      json === true ? JSON.stringify(found, null, 2) : textOf(found, terminal.colours),
    );
    endWith(found.running ? EXIT.ok : EXIT.environment);
    return;
  }
  const stopping = new AbortController();
  void untilSignal(process).then(() => stopping.abort());
  await watchStatus({
    terminal,
    signal: stopping.signal,
    inPlace: json !== true,
    textOf: async (rows) => {
      const found = await foundOrGone(read);
      return json === true ? JSON.stringify(found) : textOf(found, terminal.colours, rows);
    },
  });
}

/** A local cloud that is stopped while it is watched may come again. */
async function foundOrGone(read: () => Promise<FoundStatus>): Promise<FoundStatus> {
  try {
    return await read();
  } catch {
    return { running: false };
  }
}

function textOf(
  found: FoundStatus,
  colours: CommandContext["terminal"]["colours"],
  rows?: number,
): string {
  if (!found.running) return stoppedText(found);
  return statusText(found, { colours, ...(rows === undefined ? {} : { rows }) });
}
