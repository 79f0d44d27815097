import { type Command, Option } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { ratePerSecond, wholeNumber } from "../command-line/option-values.ts";
import type { StreamOptions } from "./runs/run-stream-redrive.ts";

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
    .action(async (options: StreamOptions, command: Command) => {
      const { runStreamRedrive } = await import("./runs/run-stream-redrive.ts");
      await runStreamRedrive(options, command, context);
    });
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
