import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import type { Command } from "commander";
import { EXIT, type ExitCode, exitCodeOfClass } from "../../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../../command-line/global-options.ts";
import { type Progress, progressLine } from "../../command-line/progress-line.ts";
import { stopOnSignal } from "../../command-line/stop-on-signal.ts";
import { awsServices } from "../../redrive/stream/aws-services.ts";
import { findSources, type SourceOptions } from "../../redrive/stream/find-sources.ts";
import { redriveStream } from "../../redrive/stream/redrive-stream.ts";
import type { StreamProgress, StreamRedriveWishes } from "../../redrive/stream/services.ts";
import type { StreamRedrive } from "../../redrive/stream/stream-redrive.ts";
import { streamRedriveText } from "../../redrive/stream/stream-redrive-text.ts";

export interface StreamOptions extends SourceOptions, Omit<StreamRedriveWishes, "dryRun"> {
  readonly dryRun?: boolean;
}

/** Replays changes as the options of `spillway redrive stream` say, and prints what became of them. */
export async function runStreamRedrive(
  { dryRun = false, rate, limit, ...sourceOptions }: StreamOptions,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const json = globals.json === true;
  const sources = await findSources(sourceOptions);
  const clients = createClients(targetOf(sources.deployed, globals, env));
  const line = await progressLine(terminal, json, () => systemClock.now());
  const stopping = stopOnSignal(process, () =>
    line.note("    stopping after the failure that is being replayed (Ctrl-C again ends at once)"),
  );
  const jitter = { clock: systemClock, random: Math.random };
  let redrive: StreamRedrive;
  try {
    const services = await awsServices(clients, sources, jitter);
    const counts = await redriveStream(
      services,
      { rate, dryRun, ...(limit === undefined ? {} : { limit }) },
      {
        ...jitter,
        signal: stopping.signal,
        onProgress: (progress) => line.show(progressOf(progress)),
      },
    );
    const { queue, bucket, functionName } = sources;
    redrive = {
      sources: [
        ...(queue === undefined ? [] : [queue]),
        ...(bucket === undefined ? [] : [`s3://${bucket.bucket}/${bucket.prefix}`]),
      ],
      functionName,
      ...counts,
      hidden: services.hidden,
    };
  } finally {
    line.end();
    stopping.end();
    clients.destroy();
  }
  terminal.print(
    json
      ? JSON.stringify(redrive, null, 2)
      : streamRedriveText(redrive, terminal.colours, systemClock.now()),
  );
  if (redrive.stopped !== undefined && !json) {
    const { message, hint } = redrive.stopped;
    terminal.note(`${terminal.noteColours.red("error:")} ${message}`);
    if (hint !== undefined) terminal.note(`       ${terminal.noteColours.dim(hint)}`);
  }
  endWith(exitCodeOfRedrive(redrive));
}

function progressOf({ found, tried, records, failed }: StreamProgress): Progress {
  if (tried === undefined) return { share: undefined, words: [`${formatCount(found)} found`] };
  return {
    share: found === 0 ? undefined : tried / found,
    words: [
      `${formatCount(tried)} of ${formatCount(found)} failures`,
      `${formatCount(records)} records replayed`,
      ...(failed === 0 ? [] : [`${formatCount(failed)} stay`]),
    ],
  };
}

function exitCodeOfRedrive(redrive: StreamRedrive): ExitCode {
  const { stopped, dryRun, failed, lost, unreadable, hidden, complete } = redrive;
  if (stopped !== undefined) return exitCodeOfClass(stopped);
  if (dryRun) return EXIT.ok;
  return failed + lost + unreadable + hidden === 0 && complete ? EXIT.ok : EXIT.incomplete;
}
