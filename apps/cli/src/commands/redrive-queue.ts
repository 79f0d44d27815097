import type { Command } from "commander";
import { EXIT_CODES_HELP } from "../command-line/exit-codes.ts";
import type { CommandContext } from "../command-line/global-options.ts";
import { ratePerSecond, wholeNumber } from "../command-line/option-values.ts";
import type { QueueRedriveWishes } from "../redrive/queue/redrive-queue.ts";

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
    .action(
      async (queue: string, { dryRun = false, ...options }: QueueOptions, command: Command) => {
        const { runQueueRedrive } = await import("./runs/run-queue-redrive.ts");
        await runQueueRedrive({ ...options, queue, dryRun }, command, context);
      },
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
