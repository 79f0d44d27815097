import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount } from "@spillway/report-page";
import type { Command } from "commander";
import {
  EXIT,
  EXIT_CODES_HELP,
  type ExitCode,
  exitCodeOfClass,
} from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { ratePerSecond, wholeNumber } from "../command-line/option-values.ts";
import { progressLine } from "../command-line/progress-line.ts";
import { stopOnSignal } from "../command-line/stop-on-signal.ts";
import type { QueueRedrive } from "../redrive/queue/queue-redrive.ts";
import { queueRedriveText, startText } from "../redrive/queue/queue-redrive-text.ts";
import { type QueueRedriveWishes, redriveQueue } from "../redrive/queue/redrive-queue.ts";

interface QueueOptions extends Omit<QueueRedriveWishes, "queue" | "dryRun"> {
  readonly dryRun?: boolean;
}

const DEFAULT_RATE = 100;

export function addRedriveQueueCommand(redrive: Command, context: CommandContext): void {
  redrive
    .command("queue")
    .argument("<queue>", "the dead-letter queue, by its URL or name")
    .description("move a dead-letter queue's messages back to the queue they came from")
    .option("--to <queue>", "another queue to send them to, by its URL or name")
    .option("--rate <n>", "messages a second, such as 50 or 0.5", ratePerSecond, DEFAULT_RATE)
    .option("--filter <pattern>", "only messages that match this EventBridge pattern")
    .option("--limit <n>", "move at most so many", wholeNumber({ min: 1 }))
    .option("--dry-run", "show what would move, send and delete nothing")
    .addHelpText("after", HELP)
    .action((queue: string, { dryRun = false, ...options }: QueueOptions, command: Command) =>
      run({ ...options, queue, dryRun }, command, context),
    );
}

const HELP = `
Examples:
  $ spillway redrive queue orders-dlq --dry-run
  $ spillway redrive queue orders-dlq --rate 20
  $ spillway redrive queue orders-dlq --limit 1
  $ spillway redrive queue orders-dlq --filter '{"body":{"type":["refund"]}}'
  $ spillway redrive queue orders-dlq --filter '{"attributes":{"ApproximateReceiveCount":[{"numeric":["<",9]}]}}'
  $ spillway redrive queue failed-events --to https://sqs.us-east-1.amazonaws.com/123456789012/events

A message is sent first and deleted after, so that none is lost. Attributes, group, deduplication id and
trace header go with it. A filter sees {body, attributes, messageAttributes}: the body parsed where it is
JSON, SQS's own attributes with counts and times as numbers, the sender's as plain values.

Each message is received once: what stays is hidden until the end, then visible again at once. What was
sent after the run began is left, so that messages which fail again do not go round. Each look raises a
message's receive count, also that of a dry run. Ctrl-C sends no more, deletes what was sent, puts the rest back.

Needs sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and GetQueueAttributes on the dead-letter
queue, sqs:SendMessage on the other; sqs:GetQueueUrl for names, sqs:ListDeadLetterSourceQueues without --to;
of encrypted queues also kms:Decrypt and, for the other, kms:GenerateDataKey.
${EXIT_CODES_HELP}
1 also when a message could not be sent or deleted, or the run was interrupted.`;

async function run(
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
