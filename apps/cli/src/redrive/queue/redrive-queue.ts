import type { Clients } from "@spillway/aws-clients";
import { isSpillwayError } from "@spillway/errors";
import type { Clock, Random } from "@spillway/pacing";
import {
  countMessages,
  findQueues,
  isFifo,
  type QueueCounts,
  type RedrivePair,
} from "./find-queues.ts";
import { type MessageFilter, messageFilter } from "./message-filter.ts";
import { moveMessages } from "./move-messages.ts";
import type { QueueRedrive } from "./queue-redrive.ts";
import { sqsQueues } from "./sqs-queues.ts";
import { Tally } from "./tally.ts";

/** What a person asks for. */
export interface QueueRedriveWishes {
  /** URL or name of the dead-letter queue. */
  readonly queue: string;
  /** URL or name of the queue to send to. Default: the only one whose dead-letter queue it is. */
  readonly to?: string;
  /** Messages a second. */
  readonly rate: number;
  /** EventBridge pattern over `{body, attributes, messageAttributes}`. */
  readonly filter?: string;
  /** Messages to move, at most. */
  readonly limit?: number;
  readonly dryRun: boolean;
}

export interface QueueRedriveContext {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Told once, before anything is received. */
  readonly onStart: (pair: RedrivePair, counts: QueueCounts) => void;
  readonly onProgress: (tally: Tally) => void;
}

/**
 * Moves the messages of a dead-letter queue.
 *
 * @throws SpillwayError when nothing was begun: those of `findQueues` and `messageFilter`, and what AWS says
 * of the queue. What ends it later is in the report.
 */
export async function redriveQueue(
  wishes: QueueRedriveWishes,
  context: QueueRedriveContext,
): Promise<QueueRedrive> {
  const { clients, clock, random, signal, onStart, onProgress } = context;
  const { rate, dryRun, limit = Number.POSITIVE_INFINITY } = wishes;
  const filter: MessageFilter =
    wishes.filter === undefined ? () => true : messageFilter(wishes.filter);
  const pair = await findQueues(clients, wishes.queue, wishes.to);
  onStart(pair, await countMessages(clients, pair.from));
  const queues = await sqsQueues(clients, pair.from, pair.to);
  const tally = new Tally();
  const startedMs = clock.now();
  let stopped: QueueRedrive["stopped"];
  try {
    const seenAll = await moveMessages(
      {
        ...{ queues, clock, random, filter, limit, dryRun, signal },
        ratePerSecond: rate,
        fifo: isFifo(pair.from),
        onProgress: () => onProgress(tally),
      },
      tally,
    );
    if (signal.aborted) stopped = INTERRUPTED;
    else if (!seenAll) stopped = TOO_MANY_HIDDEN;
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    const { code, message, errorClass, hint } = error;
    stopped = { code, message, errorClass, ...(hint === undefined ? {} : { hint }) };
  }
  return {
    ...pair,
    dryRun,
    received: tally.received,
    moved: tally.moved,
    wouldMove: tally.wouldMove,
    skipped: tally.filtered + tally.newer,
    skippedBecause: { filter: tally.filtered, newer: tally.newer },
    failed: tally.failed,
    undeleted: tally.undeleted.size,
    unreleased: tally.held.size,
    failures: tally.failures,
    undeletedMessages: [...tally.undeleted].slice(0, NAMED),
    samples: tally.samples,
    complete: stopped === undefined,
    ...(stopped === undefined ? {} : { stopped }),
    seconds: (clock.now() - startedMs) / 1_000,
  };
}

const NAMED = 20;

const INTERRUPTED = {
  code: "INTERRUPTED",
  message: "stopped before the queue was looked through",
  errorClass: "data",
} as const;

const TOO_MANY_HIDDEN = {
  code: "TOO_MANY_HIDDEN",
  message: "stopped after 100,000 messages that stay: SQS lets no more be hidden at once",
  errorClass: "data",
  hint: "Write the filter so that it takes more of them, or redrive part after part with --limit.",
} as const;
