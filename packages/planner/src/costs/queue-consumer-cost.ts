import { type LambdaUsage, SQS_BATCH_MAX_MESSAGES, sqsRequestsOf } from "@spillway/capacity";
import type { AssumedNumbers } from "./assumed-numbers.ts";
import type { CostSpan, RunUsage } from "./run-usage.ts";

/** A standard queue's mapping has five pollers when it is quiet, each of which waits for up to 20 s. */
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
const POLLERS = 5;
const LONG_POLL_SECONDS = 20;
/** How long a mapping waits for a batch to fill, in seconds: batching_window_seconds of terraform/features/spike. */
const BATCHING_WINDOW_SECONDS = 5;
/** The fewest consumers at once that a mapping can be held to. */
const LEAST_CONSUMERS = 2;
/** Bytes of a message beside its item: `{"v":1,"op":"put","item":}`. */
const ENVELOPE_BYTES = 27;

/** Bytes of the message that an item of so many bytes travels in. */
export function messageBytesOf(itemBytes: number, { messageBytesPerByte }: AssumedNumbers): number {
  return ENVELOPE_BYTES + itemBytes * messageBytesPerByte;
}

/**
 * What the queue's consumer does in one run. It paces itself while it is billed, each of `consumers` with its
 * part of the table's rate, so a batch takes as long as the table needs for as many batches.
 */
export function consumerUsage(usage: RunUsage, assumed: AssumedNumbers): LambdaUsage {
  const { drainedWrites, drainedPerSecond, seconds } = usage;
  const { consumerBatch, consumerSeconds, consumerMemoryMb } = assumed;
  const full = drainedWrites / consumerBatch;
  // Where few messages come, a batch has what came within the window.
  const invocations = Math.max(full, Math.min(drainedWrites, seconds / BATCHING_WINDOW_SECONDS));
  const consumers = Math.max(
    LEAST_CONSUMERS,
    Math.ceil((drainedPerSecond * consumerSeconds) / consumerBatch),
  );
  const paced = drainedPerSecond > 0 ? (drainedWrites * consumers) / drainedPerSecond : 0;
  return {
    invocations,
    seconds: Math.max(paced, invocations * consumerSeconds),
    memoryMb: consumerMemoryMb,
    architecture: "arm64",
  };
}

/** Requests to SQS that are billed: sent, received and deleted messages, and polls of a queue that is empty. */
export function queueRequests(usage: RunUsage, span: CostSpan, assumed: AssumedNumbers): number {
  const { queuedWrites, drainedWrites, drainedPerSecond, itemBytes } = usage;
  const { invocations } = consumerUsage(usage, assumed);
  const receivesOfBatch = Math.ceil(assumed.consumerBatch / SQS_BATCH_MAX_MESSAGES);
  const ofRun = sqsRequestsOf({
    messages: drainedWrites,
    left: Math.max(0, queuedWrites - drainedWrites),
    messageBytes: messageBytesOf(itemBytes, assumed),
    receives: Math.min(drainedWrites, invocations * receivesOfBatch),
  });
  const drainingSeconds = drainedPerSecond > 0 ? (drainedWrites / drainedPerSecond) * span.runs : 0;
  const idleSeconds = Math.max(0, span.hours * 3_600 - drainingSeconds);
  return ofRun * span.runs + (idleSeconds / LONG_POLL_SECONDS) * POLLERS;
}
