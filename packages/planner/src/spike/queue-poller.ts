import type { Clock } from "@spillway/pacing";
import type { ReceivedMessage } from "@spillway/write-buffer";
import type { ModelledQueue } from "./modelled-queue.ts";

/** An event source mapping of a queue. */
export interface QueuePollerOptions {
  readonly clock: Clock;
  readonly queue: Pick<ModelledQueue, "receive" | "delete" | "nextVisibleAfter" | "listen">;
  /** Messages in one invocation, at most. */
  readonly batchSize: number;
  /** How long a batch may wait to fill, from its first message, in milliseconds. */
  readonly batchingWindowMs: number;
  /** Invocations at once, at most. */
  readonly maximumConcurrency: number;
  /** @returns the messages that failed: they show again when their time is over */
  readonly invoke: (messages: readonly ReceivedMessage[]) => Promise<ReadonlySet<string>>;
}

const MESSAGES_OF_A_REQUEST = 10;
/** Lambda asks by long polling, which ends after so long. */
const LONG_POLL_MS = 20_000;

/**
 * Hands the messages of a queue to a function, as Lambda's event source mapping does: it gathers a batch
 * until it is full or its window has passed since its first message, and receives nothing while as many
 * batches are under way as may be.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html maximum concurrency
 */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #underWay = new Set<Promise<void>>();
  #gathered: ReceivedMessage[] = [];
  #gatheredSinceMs = 0;
  #resting: AbortController | undefined;
  #hasNews = false;
  #isStopped = false;

  constructor(options: QueuePollerOptions) {
    this.#options = options;
    options.queue.listen(() => this.#wake());
  }

  /** Polls until it is stopped, and what is under way is done. */
  async run(): Promise<void> {
    const { maximumConcurrency, batchSize, clock, queue } = this.#options;
    while (!this.#isStopped) {
      if (this.#underWay.size >= maximumConcurrency) {
        await Promise.race(this.#underWay);
        continue;
      }
      this.#hasNews = false;
      const room = batchSize - this.#gathered.length;
      const askedAtMs = clock.now();
      const received = room > 0 ? await queue.receive(room) : [];
      if (this.#gathered.length === 0) this.#gatheredSinceMs = clock.now();
      this.#gathered.push(...received);
      if (this.#isDue()) this.#dispatch(this.#gathered.splice(0));
      else if (received.length === 0) await this.#rest(askedAtMs);
    }
    await Promise.all(this.#underWay);
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  #isDue(): boolean {
    const { batchSize, batchingWindowMs, clock } = this.#options;
    if (this.#gathered.length === 0) return false;
    const isFull = this.#gathered.length >= batchSize;
    return isFull || clock.now() - this.#gatheredSinceMs >= batchingWindowMs;
  }

  /** Until the batch's window has passed, a message shows or comes. */
  async #rest(askedAtMs: number): Promise<void> {
    const { batchingWindowMs, clock, queue } = this.#options;
    if (this.#hasNews || this.#isStopped) return;
    const nowMs = clock.now();
    const dueAtMs =
      this.#gathered.length > 0 ? this.#gatheredSinceMs + batchingWindowMs : undefined;
    const untilMs = Math.min(
      nowMs + LONG_POLL_MS,
      dueAtMs ?? Number.POSITIVE_INFINITY,
      queue.nextVisibleAfter(askedAtMs) ?? Number.POSITIVE_INFINITY,
    );
    this.#resting = new AbortController();
    // Aborted: there is news.
    await clock.sleep(Math.max(0, untilMs - nowMs), this.#resting.signal).catch(() => undefined);
    this.#resting = undefined;
  }

  #wake(): void {
    this.#hasNews = true;
    this.#resting?.abort();
  }

  #dispatch(batch: readonly ReceivedMessage[]): void {
    const delivery = this.#deliver(batch).finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async #deliver(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queue, invoke } = this.#options;
    const failed = await invoke(batch);
    const done = batch.filter(({ messageId }) => !failed.has(messageId));
    for (let from = 0; from < done.length; from += MESSAGES_OF_A_REQUEST) {
      await queue.delete(done.slice(from, from + MESSAGES_OF_A_REQUEST));
    }
  }
}
