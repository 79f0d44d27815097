import type { Command } from "commander";
import { EXIT } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { untilSignal } from "../../command-line/until-signal.ts";
import { type FoundStatus, readStatus } from "../../local-cloud/read-status.ts";
import { stateDirOf } from "../../local-cloud/state-dir.ts";
import { statusText } from "../../local-cloud/status-text.ts";
import { stoppedText } from "../../local-cloud/stopped-text.ts";
import { watchStatus } from "../../local-cloud/watch-status.ts";

export interface StatusOptions {
  readonly stateDir?: string;
  readonly watch?: boolean;
}

/** Prints what runs in the local cloud, once or with `watch` each second. */
export async function runStatus(
  { stateDir, watch }: StatusOptions,
  command: Command,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  const { endpoint, json } = globalOptions(command);
  const read = () => readStatus(endpoint, stateDirOf(stateDir));
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
