import type { FunctionLog } from "@spillway/local-cloud";
import type { Command } from "commander";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { untilSignal } from "../../command-line/until-signal.ts";
import { localCloudPackage } from "../../local-cloud/local-cloud-package.ts";
import { logText } from "../../local-cloud/log-text.ts";
import { readStatus } from "../../local-cloud/read-status.ts";
import { stateDirOf } from "../../local-cloud/state-dir.ts";

export interface LogsOptions {
  readonly stateDir?: string;
  readonly follow?: boolean;
  readonly since?: number;
  readonly lines: number;
}

/** Prints what a function wrote, and with `follow` what it writes. */
export async function runLogs(
  functionName: string,
  { stateDir: given, follow, since, lines }: LogsOptions,
  command: Command,
  { terminal }: CommandContext,
): Promise<void> {
  const { region, json } = globalOptions(command);
  const { findLog, followLog, lastLines } = await localCloudPackage();
  const stateDir = stateDirOf(given);
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
