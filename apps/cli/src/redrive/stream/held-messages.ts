import type { Clock, Random } from "@spillway/pacing";
import type { ReadableQueue, Receipt } from "../queue/dead-letter.ts";
import { settle } from "../queue/settle.ts";
import { HIDDEN_SECONDS } from "./gather-failures.ts";

const RENEWED_EVERY_MS = 40_000;

export interface HeldOptions {
  /** Undefined: there are no messages. */
  readonly queue: ReadableQueue | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Messages that a run hides from others: hidden again as long as it takes, and back two minutes after it was
 * killed.
 */
export class HeldMessages {
  readonly #options: HeldOptions;
  readonly #held = new Map<string, Receipt>();
  readonly #ending = new AbortController();
  readonly #renewing: Promise<void>;

  constructor(options: HeldOptions) {
    this.#options = options;
    this.#renewing = this.#renew();
  }

  add({ id, receipt }: Receipt): void {
    this.#held.set(id, { id, receipt });
  }

  /** @throws what kept the request from being answered, or the queue's refusal */
  async delete(message: Receipt): Promise<void> {
    const { queue } = this.#options;
    if (queue === undefined) return;
    const { refused, requestError } = await settle([message], queue.delete, this.#options);
    if (requestError !== undefined) throw requestError;
    // One that could not be deleted comes back; what it tells of is done, so the next run deletes it.
    if (refused.length === 0) this.#held.delete(message.id);
  }

  /** Lets others see what is held. What can't be told so comes back by itself. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#renewing;
    const { queue } = this.#options;
    if (queue === undefined) return;
    for (const part of partsOf([...this.#held.values()])) {
      await settle(part, queue.release, this.#options);
    }
    this.#held.clear();
  }

  async #renew(): Promise<void> {
    const { queue, clock } = this.#options;
    const { signal } = this.#ending;
    while (queue !== undefined) {
      try {
        await clock.sleep(RENEWED_EVERY_MS, signal);
      } catch {
        return;
      }
      for (const part of partsOf([...this.#held.values()])) {
        if (signal.aborted) return;
        await settle(part, (some) => queue.hide(some, HIDDEN_SECONDS), this.#options);
      }
    }
  }
}

function partsOf(messages: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const parts: Receipt[][] = [];
  for (let at = 0; at < messages.length; at += 10) parts.push(messages.slice(at, at + 10));
  return parts;
}
