import type { Clock, Random } from "@spillway/pacing";
import { RateLimiter } from "@spillway/pacing";
import type { DeadLetter, RedriveQueues } from "./dead-letter.ts";
import type { MessageFilter } from "./message-filter.ts";
import { groupOf, sendParts } from "./send-parts.ts";
import { settle } from "./settle.ts";
import type { Tally } from "./tally.ts";

export interface MoveOptions {
  readonly queues: RedriveQueues;
  readonly clock: Clock;
  /** From 0 up to 1: the jitter between attempts. */
  readonly random: Random;
  /** Messages a second, above 0. */
  readonly ratePerSecond: number;
  /** Whether the queues are FIFO queues: then the order of each group is kept. */
  readonly fifo: boolean;
  readonly filter: MessageFilter;
  /** Messages to move, at most. */
  readonly limit: number;
  readonly dryRun: boolean;
  /** Ends the run: no more is received or sent, what was sent is deleted. */
  readonly signal: AbortSignal;
  readonly onProgress: () => void;
}

/** Empty answers, each after a look at all servers, by which a queue is empty. */
const EMPTY_ANSWERS = 2;
/** What one lane of receive, send and delete does on AWS, about; and the most lanes. */
const LANE_PER_SECOND = 50;
const MOST_LANES = 10;
/** A lane waits no longer than this for the rate before it sends what it has received. */
const LONGEST_WAIT_SECONDS = 60;
/** SQS lets 120,000 messages of a queue be hidden at once, also those of other consumers. */
const MOST_HELD = 100_000;

/**
 * Moves a queue's messages into another: receives, sends, and deletes only what was sent. What stays is
 * hidden until the end and then released, so that each message is received once; the run is over when
 * the queue gives no more.
 *
 * @param tally what becomes of the messages; it is right also when this throws
 * @throws what kept a request as a whole from being answered
 * @returns false when more messages would have to be hidden at once than SQS allows
 */
export async function moveMessages(options: MoveOptions, tally: Tally): Promise<boolean> {
  const { clock, ratePerSecond, fifo, queues } = options;
  const stopping = new AbortController();
  const run: Run = {
    ...options,
    tally,
    limiter: new RateLimiter({ clock, ratePerSecond }),
    startedMs: clock.now(),
    reserved: 0,
    blockedGroups: new Set(),
    signal: AbortSignal.any([options.signal, stopping.signal]),
  };
  const lanes = fifo ? 1 : Math.min(MOST_LANES, Math.ceil(ratePerSecond / LANE_PER_SECOND));
  let failure: { readonly error: unknown } | undefined;
  const guarded = async () => {
    try {
      await lane(run);
    } catch (error) {
      // Of several the first one says why; the others end because of it.
      failure ??= { error };
      stopping.abort();
    }
  };
  await Promise.all(Array.from({ length: lanes }, guarded));
  const seenAll = tally.held.size < MOST_HELD;
  await releaseAll(queues, tally, options);
  if (failure !== undefined) throw failure.error;
  return seenAll;
}

interface Run extends MoveOptions {
  readonly tally: Tally;
  readonly limiter: RateLimiter;
  readonly startedMs: number;
  /** Messages that lanes may be about to choose. */
  reserved: number;
  /** Groups of a FIFO queue of which one failed: what is behind it stays too. */
  readonly blockedGroups: Set<string>;
}

/** One loop of receive, send and delete. */
async function lane(run: Run): Promise<void> {
  const { tally, limit, ratePerSecond, queues, clock, signal } = run;
  const most = Math.max(1, Math.min(10, Math.floor(ratePerSecond * LONGEST_WAIT_SECONDS)));
  let empties = 0;
  while (!signal.aborted && empties < EMPTY_ANSWERS && tally.held.size < MOST_HELD) {
    const count = Math.min(most, limit - tally.chosen - run.reserved);
    if (count <= 0) return;
    run.reserved += count;
    try {
      const seconds = (clock.now() - run.startedMs) / 1_000;
      const received = await queues.receive(count, hiddenSeconds(seconds, count / ratePerSecond));
      empties = received.length === 0 ? empties + 1 : 0;
      await moveChosen(run, await sort(run, received));
    } finally {
      run.reserved -= count;
    }
    run.onProgress();
  }
}

/**
 * How long received messages are hidden: long enough for what this lane does with them, and, so that the
 * look at a long queue comes to an end before what it skipped is seen again, twice as long as the run has
 * taken.
 */
function hiddenSeconds(runSeconds: number, waitSeconds: number): number {
  const wait = Math.ceil(waitSeconds) + 60;
  return Math.max(wait, Math.min(3_600, Math.ceil(runSeconds * 2)));
}

/** Those that are to be moved; the others are counted and held. */
async function sort(run: Run, received: readonly DeadLetter[]): Promise<readonly DeadLetter[]> {
  const { tally, queues, filter, dryRun, startedMs } = run;
  const again = received.filter(({ id }) => tally.undeleted.has(id));
  if (again.length > 0) {
    const { done } = await settle(again, queues.delete, run);
    for (const { id } of done) tally.undeleted.delete(id);
  }
  const chosen: DeadLetter[] = [];
  for (const message of received) {
    if (again.includes(message)) continue;
    if (tally.seen.has(message.id)) tally.hold(message);
    else if (Number(message.system.SentTimestamp ?? 0) > startedMs) {
      tally.addSkipped(message, "newer");
    } else if (!filter(message)) tally.addSkipped(message, "filter");
    else if (dryRun) tally.addWouldMove(message);
    else chosen.push(message);
  }
  return chosen;
}

async function moveChosen(run: Run, chosen: readonly DeadLetter[]): Promise<void> {
  const { tally, queues, limiter, ratePerSecond, fifo, blockedGroups, signal } = run;
  const most = Math.max(1, Math.floor(ratePerSecond));
  const left = new Set(chosen);
  try {
    for (const part of sendParts(chosen, { most, onePerGroup: fifo })) {
      const open = part.filter((message) => !blockedGroups.has(groupOf(message)));
      for (const message of part) {
        if (open.includes(message)) continue;
        left.delete(message);
        tally.addFailed(message, BEHIND);
      }
      if (open.length === 0) continue;
      await limiter.acquire(open.length, signal);
      const sent = await settle(open, queues.send, run);
      for (const { message, reason } of sent.refused) {
        tally.addFailed(message, reason);
        if (fifo) blockedGroups.add(groupOf(message));
      }
      for (const message of sent.done) tally.addMoved(message);
      for (const message of open) left.delete(message);
      const deleted = await settle(sent.done, queues.delete, run);
      for (const { message } of deleted.refused) tally.undeleted.add(message.id);
      const error = sent.requestError ?? deleted.requestError;
      if (error !== undefined) throw error;
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    // Whatever was not tried goes back, and counts as if it had not been received.
    for (const message of left) tally.hold(message);
  }
}

const BEHIND = {
  code: "BEHIND_A_FAILED_ONE",
  message: "a message before it in its group could not be sent, and the order is kept",
};

/** Lets others see again what is held; what can't be told so stays in the tally as held. */
async function releaseAll(queues: RedriveQueues, tally: Tally, options: MoveOptions) {
  const held = [...tally.held.values()];
  let next = 0;
  const releasing = async () => {
    while (next < held.length) {
      const part = held.slice(next, next + 10);
      next += part.length;
      const { done, requestError } = await settle(part, queues.release, options);
      for (const { id } of done) tally.held.delete(id);
      if (requestError !== undefined) return;
    }
  };
  await Promise.all(Array.from({ length: MOST_LANES }, releasing));
}
