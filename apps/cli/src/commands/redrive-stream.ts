import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import { type Command, Option } from "commander";
import {
  EXIT,
  EXIT_CODES_HELP,
  type ExitCode,
  exitCodeOfClass,
} from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { ratePerSecond, wholeNumber } from "../command-line/option-values.ts";
import { type Progress, progressLine } from "../command-line/progress-line.ts";
import { stopOnSignal } from "../command-line/stop-on-signal.ts";
import { awsServices } from "../redrive/stream/aws-services.ts";
import { findSources, type SourceOptions } from "../redrive/stream/find-sources.ts";
import { redriveStream } from "../redrive/stream/redrive-stream.ts";
import type { StreamProgress, StreamRedriveWishes } from "../redrive/stream/services.ts";
import type { StreamRedrive } from "../redrive/stream/stream-redrive.ts";
import { streamRedriveText } from "../redrive/stream/stream-redrive-text.ts";

interface StreamOptions extends SourceOptions, Omit<StreamRedriveWishes, "dryRun"> {
  readonly dryRun?: boolean;
}

const DEFAULT_RATE = 1_000;

export function addRedriveStreamCommand(redrive: Command, context: CommandContext): void {
  redrive
    .command("stream")
    .description("replay changes of a table's stream whose processing failed")
    .option("-e, --environment <name>", "a deployed environment that has feature capture", "local")
    .option("--outputs <file>", "its outputs, as terraform output -json writes them")
    .addOption(
      new Option(
        "--from <place>",
        "instead of an environment: s3://bucket/prefix, or a queue's URL or name",
      ).conflicts(["environment", "outputs"]),
    )
    .option("--function <name>", "the function that replays (default: the environment's processor)")
    .option("--stream <arn>", "the stream, where failures do not name it")
    .option("--rate <n>", "records a second", ratePerSecond, DEFAULT_RATE)
    .option("--limit <n>", "replay at most so many failures", wholeNumber({ min: 1 }))
    .option("--dry-run", "list what failed, why, and until when it can be had; replay nothing")
    .addHelpText("after", HELP)
    .action((options: StreamOptions, command: Command) => run(options, command, context));
}

const HELP = `
Examples:
  $ spillway redrive stream --dry-run
  $ spillway redrive stream --environment prod --rate 200
  $ spillway redrive stream --from s3://failed-changes/aws/lambda/ --function stream-processor
  $ spillway redrive stream --from capture-dead-letters --function stream-processor

A failure is what was given up together: an object of Lambda's or of the processor's in the bucket of failures,
or a message of the dead-letter queue. It is replayed by the processor, the oldest change first, and deleted
when all of its records are processed; what fails again stays, with its reason. An end in the middle loses
nothing: the next run does the rest, and the processor takes repeats.

Where only the place in the stream is kept (failure_destination = "sqs"), the records are read from the
stream, which keeps them for 24 hours. After that they can no longer be had; which ones is said, and the
message stays. Such a range may hold records that had not failed; they are repeats.

Needs lambda:InvokeFunction on the processor; sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and
GetQueueAttributes on the dead-letter queue, sqs:GetQueueUrl for its name; s3:ListBucket, GetObject and
DeleteObject on the bucket of failures; without records in the failures also dynamodb:GetShardIterator and
GetRecords on the stream, lambda:ListEventSourceMappings for filters; kms:Decrypt where they are encrypted.
${EXIT_CODES_HELP}
1 also when something failed again, is lost or can't be read, messages were hidden, or it was interrupted.`;

async function run(
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
