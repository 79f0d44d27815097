import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import type { Command } from "commander";
import { EXIT, type ExitCode, exitCodeOfClass } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { progressLine } from "../../command-line/progress-line.ts";
import { stopOnSignal } from "../../command-line/stop-on-signal.ts";
import type { QueueRedrive } from "../../redrive/queue/queue-redrive.ts";
import { queueRedriveText, startText } from "../../redrive/queue/queue-redrive-text.ts";
import { type QueueRedriveWishes, redriveQueue } from "../../redrive/queue/redrive-queue.ts";

/** Moves messages as the options of `spillway redrive queue` say, and prints what became of them. */
export async function runQueueRedrive(
  wishes: QueueRedriveWishes,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const json = globals.json === true;
  const clients = createClients(targetOf(undefined, globals, env));
  const line = await progressLine(terminal, json, () => systemClock.now());
  const stopping = stopOnSignal(process, () =>
    line.note("    stopping: deleting what was sent (Ctrl-C again ends at once)"),
  );
  let redrive: QueueRedrive;
  let about = 0;
  try {
    redrive = await redriveQueue(wishes, {
      ...{ clients, clock: systemClock, random: Math.random, signal: stopping.signal },
      onStart: (pair, counts) => {
        about = Math.min(counts.visible, wishes.limit ?? counts.visible);
        line.note(startText(pair, counts));
      },
      onProgress: ({ received, chosen, filtered, newer, failed }) =>
        line.show({
          share: about === 0 ? undefined : (wishes.limit === undefined ? received : chosen) / about,
          words: [
            `${formatCount(chosen)} ${wishes.dryRun ? "would move" : "moved"}`,
            ...(failed === 0 ? [] : [`${formatCount(failed)} failed`]),
            ...(filtered + newer === 0 ? [] : [`${formatCount(filtered + newer)} skipped`]),
          ],
        }),
    });
  } finally {
    line.end();
    stopping.end();
    clients.destroy();
  }
  if (json) terminal.print(JSON.stringify(redrive, null, 2));
  else terminal.print(queueRedriveText(redrive, terminal.colours));
  if (redrive.stopped !== undefined && !json) {
    const { message, hint } = redrive.stopped;
    terminal.note(`${terminal.noteColours.red("error:")} ${message}`);
    if (hint !== undefined) terminal.note(`       ${terminal.noteColours.dim(hint)}`);
  }
  endWith(exitCodeOfRedrive(redrive));
}

function exitCodeOfRedrive({ stopped, failed, undeleted }: QueueRedrive): ExitCode {
  if (stopped !== undefined) return exitCodeOfClass(stopped);
  return failed + undeleted === 0 ? EXIT.ok : EXIT.incomplete;
}
